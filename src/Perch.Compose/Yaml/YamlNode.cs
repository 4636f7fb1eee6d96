namespace Perch.Compose.Yaml;

/// <summary>One value of a YAML document, with aliases and merge keys already followed.</summary>
internal abstract record YamlNode
{
    public Position At { get; init; }

    /// <summary>An explicit tag as it is written ("!reset"); null when there is none.</summary>
    public string? Tag { get; init; }
}

/// <summary>A place in a text, counted from 1.</summary>
internal readonly record struct Position(int Line, int Column);

/// <summary>A single text, number or truth value; YAML tells them apart by quotes alone.</summary>
internal sealed record YamlScalar(string Value) : YamlNode
{
    /// <summary>Written without quotes, so that "1" is a number and "yes" may be a truth value.</summary>
    public bool Plain { get; init; }

    /// <summary>A text that only Compose knows, since a variable stands in it.</summary>
    public bool IsVariable { get; init; }

    public bool IsNull => Plain && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>A number or a truth value: written without quotes.</summary>
    public static YamlScalar Bare(string value) => new(value) { Plain = true };
}

/// <summary>A list.</summary>
internal sealed record YamlSequence(IReadOnlyList<YamlNode> Items) : YamlNode
{
    public static YamlSequence Of(params IEnumerable<string> items) =>
        new([.. items.Select(item => new YamlScalar(item))]);
}
