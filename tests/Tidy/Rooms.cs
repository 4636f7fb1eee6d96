using System.Xml.Linq;

namespace Perch.Tests.Tidy;

/// <summary>The rooms of the house and the arrows between them, as ARCHITECTURE.md tells them.</summary>
internal static class Rooms
{
    /// <summary>A project, and all that it may refer to. Arrows point down only.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Arrows = new Dictionary<string, string[]>
    {
        ["Perch.Model"] = [],
        ["Perch.Routing"] = ["Perch.Model"],
        ["Perch.Linux"] = ["Perch.Model"],
        ["Perch.Speaker"] = ["Perch.Linux", "Perch.Model", "Perch.Routing"],
        ["Perch.Compose"] = ["Perch.Model", "SharpYaml"],
        ["Perch.Images"] = ["Perch.Model"],
        ["Perch.Images.Pack"] = ["Perch.Images", "Perch.Model"],
        ["Perch.Tls"] = [],
        ["Perch.Docker"] = ["Perch.Model", "Perch.Tls"],
        ["Perch.Pods"] = ["Perch.Docker", "Perch.Model"],
        ["Perch.Agent"] = ["Perch.Docker", "Perch.Model", "Perch.Pods", "Perch.Tls"],
        ["Perch.Cli"] =
        [
            "Perch.Agent", "Perch.Compose", "Perch.Docker", "Perch.Images", "Perch.Model", "Perch.Pods",
            "Perch.Tls", "Spectre.Console", "System.CommandLine",
        ],
    };

    /// <summary>Namespace that a file's folder demands; null where no project owns the file.</summary>
    public static string? NamespaceOf(string file)
    {
        var directory = Path.GetDirectoryName(file)!;
        for (var at = directory; at.Length > 0; at = Path.GetDirectoryName(at) ?? "")
        {
            var project = Directory.EnumerateFiles(Path.Combine(Checkout.Root, at), "*.csproj").FirstOrDefault();
            if (project is not null)
            {
                var root = Path.GetFileNameWithoutExtension(project);
                return (root + directory[at.Length..]).Replace('/', '.');
            }
        }

        return null;
    }

    public static IEnumerable<string> ReferencesOf(string project) =>
        XDocument.Load(Path.Combine(Checkout.Root, "src", project, project + ".csproj"))
            .Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "PackageReference")
            .Select(element => element.Attribute("Include")!.Value)
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal)
                ? Path.GetFileNameWithoutExtension(name)
                : name);
}
