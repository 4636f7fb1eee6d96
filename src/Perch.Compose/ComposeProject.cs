using Perch.Compose.Anycast;
using Perch.Compose.Project;
using Perch.Compose.Render;
using Perch.Compose.Yaml;
using Perch.Model;

namespace Perch.Compose;

/// <summary>From compose.yaml to pods and the file that runs them: the only door of this room.</summary>
public static class ComposeProject
{
    /// <summary>
    /// Reads, checks and renders a project. Pure: no file, no process, no clock; never throws at what was
    /// written.
    /// </summary>
    public static ComposeReading Read(ComposeSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var text = new SourceText(sources);
        var findings = text.Findings;
        if (text.Root is not { } root)
        {
            return new ComposeReading { Errors = findings.Errors, Warnings = findings.Warnings };
        }

        var model = new ComposeModel(root, text.Sources);
        var name = ProjectName.Of(sources, root);
        var plans = Plans(model, findings);
        var rendered = findings.Errors.Count > 0 ? null : new RenderedFile(model, plans, sources).Write(name);
        return new ComposeReading
        {
            ProjectName = name,
            Pods = [.. plans.Select(plan => Pod(plan, sources.PerchVersion) with
            {
                Networks = PodNetworks.Of(model, plan.Service, plan.Speaker.Ospf, name),
            })],
            Errors = findings.Errors,
            Warnings = findings.Warnings,
            Rendered = rendered,
        };
    }

    /// <summary>
    /// What in the files is no YAML: Compose itself names only the first of these, and without its column.
    /// </summary>
    public static IReadOnlyList<ComposeError> CheckYaml(IReadOnlyList<ComposeFile> files)
    {
        var findings = new Findings(new Locator([]));
        foreach (var file in files)
        {
            SourceText.Report(findings, file.Path, YamlReader.Read(file.Text));
        }

        return findings.Errors;
    }

    private static List<PodPlan> Plans(ComposeModel model, Findings findings)
    {
        new ServiceRules(model, findings).Check();
        var reader = new AnycastReader(model, findings);
        var plans = model.Services.Select(reader.Read).OfType<PodPlan>().ToList();
        var addresses = new AddressRules(model, findings);
        plans.ForEach(addresses.Check);
        plans.ForEach(new NetworkRules(model, findings).Check);
        if (plans.Count == 0 && findings.Errors.Count == 0)
        {
            findings.Error(model.At, "no service has x-anycast, so there is nothing to announce",
                "write x-anycast: {addresses: [172.22.76.109]} under a service");
        }

        return plans;
    }

    private static Pod Pod(PodPlan plan, string version) => new()
    {
        Service = plan.Service.Name,
        Addresses = plan.Addresses,
        Speaker = plan.Speaker,
        Profiles = [.. plan.Service.Profiles],
        Images = [PodNames.HolderReference, $"{PodNames.SpeakerImage}:{version}"],
    };
}
