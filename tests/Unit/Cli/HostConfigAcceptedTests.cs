using System.Diagnostics;
using Perch.Cli.HostRouter;

namespace Perch.Tests.Unit.Cli;

/// <summary>What is printed for the host's router is read by that router: it checks the file, and nothing is
/// started.</summary>
public sealed class HostConfigAcceptedTests
{
    private const string Bird = "/usr/sbin/bird";
    private const string Vtysh = "/usr/bin/vtysh";

    private static readonly Dictionary<string, HostPlan> Plans = new()
    {
        ["IPv4"] = HostPlans.OfV4,
        ["IPv6"] = HostPlans.OfV6,
        ["both with keys"] = HostPlans.Dual,
        ["every algorithm"] = HostPlans.EveryAlgorithm,
    };

    public static TheoryData<string> Names => [.. Plans.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bird_takes_it(string plan)
    {
        Assert.SkipUnless(File.Exists(Bird), "BIRD is not here");
        var whole = Plans[plan] with { IsComplete = true, Uplinks = ["eth0"] };
        Assert.Empty(Complaints(Bird, ["-p", "-c"], BirdConfig.Write(whole)));
        Assert.Empty(Complaints(Bird, ["-p", "-c"], "router id 10.0.0.1;\n" + BirdConfig.Write(Plans[plan])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Frr_takes_it(string plan)
    {
        Assert.SkipUnless(File.Exists(Vtysh), "FRR is not here");
        var text = FrrConfig.Write(Plans[plan] with { Uplinks = ["eth0"] });

        // The one line that says of itself that FRR 8 refuses it.
        var known = text.Split('\n').Where(line => !line.StartsWith(" ip ospf authentication key-chain"));
        Assert.Empty(Complaints(Vtysh, ["-C", "-f"], string.Join('\n', known)));
    }

    private static string Complaints(string program, IReadOnlyList<string> options, string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            using var process = Process.Start(new ProcessStartInfo(program, [.. options, file])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : $"exit code {process.ExitCode}: {output.Result}{errors}";
        }
        finally
        {
            File.Delete(file);
        }
    }
}
