using Perch.Pods;

namespace Perch.Cli.Commands;

/// <summary>perch drain: take a service out of the network, gently; the adjacency and the application stay.</summary>
internal sealed class DrainCommand : OrderCommand
{
    public DrainCommand(Session session, ProjectOptions project)
        : base(session, project, "drain", "Withdraw a service gently, and keep it withdrawn")
    {
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch drain powerdns", "before maintenance; survives restarts of the speaker"),
        ("perch drain powerdns && perch down", "let the network move away, then stop"),
    ];

    protected override bool IsDone(PodReport report) => report.State == PodState.Drained;

    protected override string Done(PodReport report) =>
        $"{report.Service}: drained. It runs on, and nobody is sent to it; 'perch undrain {report.Service}' ends that";
}
