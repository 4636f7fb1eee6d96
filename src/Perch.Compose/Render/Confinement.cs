using Perch.Compose.Yaml;

namespace Perch.Compose.Render;

/// <summary>What Perch's own containers do without.</summary>
internal static class Confinement
{
    public static YamlMapping Apply(YamlMapping service) => service
        .With("cap_drop", YamlSequence.Of("ALL"))
        .With("read_only", YamlScalar.Bare("true"))
        .With("security_opt", YamlSequence.Of("no-new-privileges:true"));
}
