using Perch.Model;
using Perch.Routing.Ospf.Reasons;

namespace Perch.Routing.Ospf.Authentication;

/// <summary>Tells when another key is sent with, and that it is nobody's time (RFC 2328 D.3, RFC 7166 3: the operator
/// is to be notified).</summary>
internal sealed class KeyWatch(Leaf leaf)
{
    private AuthenticationKey? _last;

    /// <summary>When the next lifetime begins or ends.</summary>
    public TimeSpan Due { get; private set; } = TimeSpan.MaxValue;

    /// <summary>The wall clock is another.</summary>
    public void Wake() => Due = leaf.Authenticator.Keyring is null ? TimeSpan.MaxValue : leaf.Now;

    public void Run()
    {
        if (leaf.Now < Due || leaf.Authenticator.Keyring is not { } keyring)
        {
            return;
        }

        var now = leaf.UnixSeconds;
        var key = keyring.ToSend(now);
        if (_last is not null && key != _last)
        {
            leaf.Outbox.Say(Severity.Information, Sentences.KeyChanged(leaf.Link, key));
        }

        _last = key;
        if (keyring.HasKeyToSend(now))
        {
            leaf.Complaints.Settle(ReasonKind.KeyTime, 0, leaf.Outbox);
        }
        else
        {
            leaf.Complaints.Raise(
                ReasonKind.KeyTime, 0, Sentences.KeyTime(leaf.Link, key), TimeSpan.MaxValue, leaf.Outbox);
        }

        Due = keyring.NextChange(now) is { } next && next - now < TimeSpan.MaxValue.TotalSeconds / 2
            ? leaf.Now + TimeSpan.FromSeconds(next - now)
            : TimeSpan.MaxValue;
    }
}
