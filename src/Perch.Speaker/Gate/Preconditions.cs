using Perch.Model.Status;

namespace Perch.Speaker.Gate;

/// <summary>What must be there before anybody is asked: every address bound, every required socket listening.</summary>
internal sealed class Preconditions(IReadOnlyList<string> required)
{
    public IReadOnlyList<AddressStatus> Addresses { get; set; } = [];

    public IReadOnlyList<ListenerStatus> Listeners { get; set; } =
        [.. required.Select(name => new ListenerStatus(name, false))];

    public bool Bound => Addresses.Count > 0 && Addresses.All(address => address.BoundTo is not null);

    public bool Listening => required.All(IsListening);

    public bool Met => Bound && Listening;

    /// <summary>"172.22.76.109/32", or both of two.</summary>
    public string Unbound => Join(Addresses.Where(address => address.BoundTo is null).Select(a => a.Address));

    /// <summary>"udp/53", or "udp/53 and tcp/53".</summary>
    public string Missing => Join(required.Where(name => !IsListening(name)));

    private bool IsListening(string name) => Listeners.Any(listener => listener.Name == name && listener.Listening);

    private static string Join(IEnumerable<string> names) => string.Join(" and ", names);
}
