namespace Perch.Agent.Webhooks;

/// <summary>Where events are sent. Its path, query and user may be secrets: nothing but scheme, host and port is ever
/// said of it.</summary>
public sealed record WebhookTarget
{
    private WebhookTarget(Uri address) => Address = address;

    internal Uri Address { get; }

    /// <summary>All of it, for where it is kept.</summary>
    public string Url => Address.OriginalString;

    public bool IsTls => Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>False with a sentence when nothing can be sent there.</summary>
    public static bool TryParse(string text, out WebhookTarget? target, out string problem)
    {
        (target, problem) = (null, "");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            problem = "a webhook is a URL such as https://hooks.example/perch or http://127.0.0.1:8080/perch";
        }
        else
        {
            target = new WebhookTarget(address);
        }

        return target is not null;
    }

    public override string ToString() => $"{Address.Scheme}://{Address.Host}:{Address.Port}";
}
