namespace Perch.Compose.Yaml;

/// <summary>A place at which a text is not the YAML that Compose takes.</summary>
internal sealed record YamlProblem(Position At, NodePath Path, string Problem, string? Fix);

/// <summary>What a text holds, as far as it could be read.</summary>
internal sealed record YamlDocument(YamlNode? Root, IReadOnlyList<YamlProblem> Problems);
