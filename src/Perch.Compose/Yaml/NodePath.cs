namespace Perch.Compose.Yaml;

/// <summary>
/// The way from the root of a document to one value: "services.powerdns.x-anycast.addresses[0]".
/// </summary>
internal sealed record NodePath(NodePath? Parent, string? Key, int Index)
{
    public static readonly NodePath Root = new(null, null, 0);

    public NodePath this[string key] => new(this, key, 0);

    public NodePath this[int index] => new(this, null, index);

    /// <summary>The steps from the root to here.</summary>
    public IEnumerable<NodePath> Steps => Parent is null ? [] : Parent.Steps.Append(this);

    public override string ToString() => this switch
    {
        { Parent: null } => "",
        { Key: null } => $"{Parent}[{Index}]",
        { Parent.Parent: null } => Quoted(Key),
        _ => $"{Parent}.{Quoted(Key)}",
    };

    private static string Quoted(string key) => key.AsSpan().ContainsAny('.', ' ', '[') ? $"'{key}'" : key;
}
