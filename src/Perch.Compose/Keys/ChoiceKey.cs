using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>A key whose value is one of some words.</summary>
internal sealed record ChoiceKey<T>(string Name, string Meaning, IReadOnlyList<(string Word, T Value)> Choices)
    : ScalarKey<T>(Name, Meaning), IChoice
{
    public IEnumerable<string> Words => Choices.Select(choice => choice.Word);

    public override string Values => "one of " + string.Join(", ", Words);

    public override string Sample => Words.First();

    protected override string Advice => $"write {Values}";

    protected override string? Problem(YamlScalar scalar, out T value)
    {
        var found = Choices.FirstOrDefault(choice => choice.Word == scalar.Value);
        value = found.Value;
        return found.Word is null ? $"'{scalar.Value}' is not one of the words known here" : null;
    }
}

/// <summary>The words of a choice, whatever they stand for.</summary>
internal interface IChoice
{
    IEnumerable<string> Words { get; }
}
