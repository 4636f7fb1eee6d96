namespace Perch.Model;

/// <summary>The names by which the parts of a pod find each other: services, labels, paths, variables.</summary>
public static class PodNames
{
    /// <summary>Service name of the container that owns the namespace of <paramref name="service"/>.</summary>
    public static string Holder(string service) => service + "-net";

    /// <summary>Service name of the container that announces <paramref name="service"/>.</summary>
    public static string Speaker(string service) => service + "-speaker";

    /// <summary>Label on all three containers; its value is the application's service name.</summary>
    public const string PodLabel = "perch.pod";

    /// <summary>Label on all three containers: <see cref="HolderRole"/>, <see cref="ApplicationRole"/> or
    /// <see cref="SpeakerRole"/>.</summary>
    public const string RoleLabel = "perch.role";

    public const string HolderRole = "holder";
    public const string ApplicationRole = "application";
    public const string SpeakerRole = "speaker";

    /// <summary>Label on a container that took another's place: which, and until when that may take; JSON.</summary>
    public const string ReplacesLabel = "perch.replaces";

    /// <summary>Label on the speaker: how the application is updated, a JSON <c>UpdateConfig</c>; none where every
    /// default holds.</summary>
    public const string UpdateLabel = "perch.update";

    /// <summary>Label on the application: the paths, separated by commas, of what Compose copies into a container that
    /// it created (configs and secrets with content or environment). Nothing else in the container tells of
    /// them.</summary>
    public const string CopiedLabel = "perch.copied";

    /// <summary>Repository of the holder's image; its tag is <see cref="HolderVersion"/>.</summary>
    public const string HolderImage = "perch/holder";

    /// <summary>Raised only when the holder itself changes: a new version of Perch names the same holder, so that
    /// Compose does not recreate the container that owns the namespace.</summary>
    public const string HolderVersion = "1";

    /// <summary>The holder's image as a Compose file names it.</summary>
    public const string HolderReference = HolderImage + ":" + HolderVersion;

    /// <summary>Repository of the speaker's image; the tag is the version of Perch.</summary>
    public const string SpeakerImage = "perch/speaker";

    /// <summary>The speaker's image as a Compose file names it.</summary>
    public static string SpeakerReference(string perchVersion) => $"{SpeakerImage}:{perchVersion}";

    /// <summary>Repository of the agent's image; the tag is the version of Perch.</summary>
    public const string AgentImage = "perch/agent";

    /// <summary>The agent's image as a Compose file names it.</summary>
    public static string AgentReference(string perchVersion) => $"{AgentImage}:{perchVersion}";

    /// <summary>Path of the agent's executable, which is perch itself, inside its image.</summary>
    public const string AgentPath = "/perch";

    /// <summary>Environment variable of the speaker that carries its <c>SpeakerConfig</c> as JSON.</summary>
    public const string ConfigVariable = "PERCH_CONFIG";

    /// <summary>Path of the speaker's executable inside its image.</summary>
    public const string SpeakerPath = "/perch-speaker";

    /// <summary>Unix socket on which a running speaker answers its own sub-commands.</summary>
    public const string ControlSocket = "/run/perch/control.sock";

    /// <summary>Directory (a named volume) for what must outlive a speaker: the drain, the routers it knew.</summary>
    public const string StateDirectory = "/var/lib/perch";
}
