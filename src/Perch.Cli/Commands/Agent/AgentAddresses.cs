using System.CommandLine;
using System.Net;
using Perch.Agent.Webhooks;

namespace Perch.Cli.Commands.Agent;

/// <summary>Where the agent is to be heard beside its socket.</summary>
internal static class AgentAddresses
{
    /// <summary>Environment variable: what stands in no command line is not seen by every user of a host.</summary>
    public const string WebhookVariable = "PERCH_WEBHOOK";

    public static Option<IPEndPoint?> MetricsOption() => new("--metrics")
    {
        Description = "Serve Prometheus metrics there, to whoever reaches it [default: nowhere]",
        HelpName = "ADDRESS:PORT",
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (IPEndPoint.TryParse(text, out var address) && address.Port > 0)
            {
                return address;
            }

            argument.AddError($"--metrics {text}: an address and a port, such as 127.0.0.1:9464 or [::]:9464");
            return null;
        },
    };

    public static Option<string?> WebhookOption() => new("--webhook")
    {
        Description = $"Send every event there, as JSON in a POST; {WebhookVariable} keeps it out of 'ps'",
        HelpName = "URL",
    };

    /// <param name="option">What the command line says; null leaves it to the environment.</param>
    public static WebhookTarget? Webhook(Session session, string? option)
    {
        if ((option ?? session.Variable(WebhookVariable)) is not { Length: > 0 } text)
        {
            return null;
        }

        return WebhookTarget.TryParse(text, out var target, out var problem)
            ? target
            : throw new CommandFailure(ExitCode.Usage, $"--webhook: {problem}");
    }
}
