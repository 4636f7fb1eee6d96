using System.Runtime.InteropServices;

namespace Perch.Cli;

/// <summary>
/// How names become addresses in a static executable. What /etc/nsswitch.conf names beyond files and DNS, the C library
/// would load from the machine, together with a second C library of another version. Both that Perch needs are linked
/// in.
/// </summary>
internal static partial class NameService
{
    private static readonly (string Database, string Services)[] LinkedIn =
        [("hosts", "files dns"), ("passwd", "files"), ("group", "files")];

    /// <summary>Before the first name is looked up.</summary>
    public static void UseWhatIsLinkedIn()
    {
        foreach (var (database, services) in LinkedIn)
        {
            _ = ConfigureLookup(database, services);
        }
    }

    /// <summary>nss.h of glibc.</summary>
    [LibraryImport("libc", EntryPoint = "__nss_configure_lookup", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ConfigureLookup(string database, string services);
}
