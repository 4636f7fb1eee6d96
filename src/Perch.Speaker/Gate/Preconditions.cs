using Perch.Model.Status;

namespace Perch.Speaker.Gate;

/// <summary>What must be there before anybody is asked: every address bound, every required socket listening. Judged
/// when it changes: it is asked for with every event.</summary>
internal sealed class Preconditions(IReadOnlyList<string> required)
{
    private IReadOnlyList<AddressStatus> _addresses = [];
    private IReadOnlyList<ListenerStatus> _listeners = [.. required.Select(name => new ListenerStatus(name, false))];

    public IReadOnlyList<AddressStatus> Addresses
    {
        get => _addresses;
        set
        {
            _addresses = value;
            Bound = value.Count > 0 && value.All(address => address.BoundTo is not null);
        }
    }

    public IReadOnlyList<ListenerStatus> Listeners
    {
        get => _listeners;
        set
        {
            _listeners = value;
            Listening = required.All(IsListening);
        }
    }

    public bool Bound { get; private set; }

    public bool Listening { get; private set; } = required.Count == 0;

    public bool Met => Bound && Listening;

    /// <summary>One of several sockets on a port is gone, and the others still serve it.</summary>
    public bool LosesOne(IReadOnlyList<ListenerStatus> listeners) => listeners.Any(now => now.Listening
        && _listeners.Any(before => before.Name == now.Name && before.Sockets > now.Sockets));

    /// <summary>"172.22.76.109/32", or both of two.</summary>
    public string Unbound => Join(_addresses.Where(address => address.BoundTo is null).Select(a => a.Address));

    /// <summary>"udp/53", or "udp/53 and tcp/53".</summary>
    public string Missing => Join(required.Where(name => !IsListening(name)));

    private bool IsListening(string name) => _listeners.Any(listener => listener.Name == name && listener.Listening);

    private static string Join(IEnumerable<string> names) => string.Join(" and ", names);
}
