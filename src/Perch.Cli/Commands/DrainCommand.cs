using System.CommandLine;
using Perch.Pods;

namespace Perch.Cli.Commands;

/// <summary>perch drain: take a service out of the network, gently; the adjacency and the application stay.</summary>
internal sealed class DrainCommand : OrderCommand
{
    private readonly Option<bool> _force = new("--force")
    {
        Description = "Also where no other router announces the service, or that cannot be known",
    };

    public DrainCommand(Session session, ProjectOptions project)
        : base(session, project, "drain", "Withdraw a service gently, and keep it withdrawn") => Add(_force);

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch drain powerdns", "before maintenance; survives restarts of the speaker"),
        ("perch drain powerdns --force", "although nobody else answers for it"),
        ("perch drain powerdns && perch down", "let the network move away, then stop"),
    ];

    protected override IReadOnlyList<string> Order(ParseResult result) =>
        result.GetValue(_force) ? [Name, "--force"] : [Name];

    protected override bool IsDone(PodReport report) => report.State == PodState.Drained;

    protected override string Done(PodReport report) =>
        $"{report.Service}: drained. It runs on, and nobody is sent to it; 'perch undrain {report.Service}' ends that";
}
