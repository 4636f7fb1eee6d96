using Perch.Model;
namespace Perch.Routing.Ospf;

/// <summary>Where the parts of an instance put what is to be done, while an event is handled.</summary>
internal sealed class Outbox
{
    private ICollection<OspfEffect> _effects = [];

    public void Open(ICollection<OspfEffect> effects) => _effects = effects;

    public void Send(IpAddress destination, byte[] packet) => _effects.Add(new OspfEffect.Send(destination, packet));

    public void Say(Severity severity, string sentence) => _effects.Add(new OspfEffect.Say(severity, sentence));

    public void Leave() => _effects.Add(new OspfEffect.Left());
}
