using Perch.Pods;

namespace Perch.Cli.Commands;

/// <summary>perch undrain: let a drained service be announced again, as soon as it is healthy.</summary>
internal sealed class UndrainCommand : OrderCommand
{
    public UndrainCommand(Session session, ProjectOptions project)
        : base(session, project, "undrain", "Announce a drained service again, as soon as it is healthy")
    {
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch undrain powerdns", "after maintenance"),
    ];

    protected override bool IsDone(PodReport report) => report.IsAnnounced;

    protected override string Done(PodReport report) => $"{report.Service}: announced";
}
