using Perch.Model.Config;

namespace Perch.Cli.HostRouter;

/// <summary>A key as the host's router must know it: all but its text, which stands in its secret alone.</summary>
internal readonly record struct HostKey(KeyConfig Config)
{
    /// <summary>As the secret is called in the Compose file; of a path, its parts.</summary>
    public string Secret => Path.GetFileName(Config.SecretFile);

    /// <summary>Stands for the text: of a length that every router takes for every algorithm.</summary>
    public string Placeholder => IsSimple ? "PUT-KEY" : $"PUT-KEY-{Config.Id}";

    public bool IsSimple => Config.Algorithm == AuthenticationAlgorithm.Simple;

    public static bool HasV3(AuthenticationAlgorithm algorithm) =>
        algorithm is not (AuthenticationAlgorithm.Simple or AuthenticationAlgorithm.Md5);
}
