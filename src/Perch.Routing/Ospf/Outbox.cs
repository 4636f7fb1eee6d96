using Perch.Model;
namespace Perch.Routing.Ospf;

/// <summary>Where the parts of an instance put what is to be done, while an event is handled.</summary>
internal sealed class Outbox
{
    /// <summary>A stranger can make us say something with every packet, and the log is for people: no more sentences
    /// at once than these, and one more after each <see cref="Breath"/>.</summary>
    private const int MostSentences = 100;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(500);

    private ICollection<OspfEffect> _effects = [];
    private TimeSpan _now;

    /// <summary>When as many as possible may be said at once again.</summary>
    private TimeSpan _rested = TimeSpan.Zero;

    private long _leftOut;

    public void Open(ICollection<OspfEffect> effects, TimeSpan now) => (_effects, _now) = (effects, now);

    public void Send(IpAddress destination, byte[] packet) => _effects.Add(new OspfEffect.Send(destination, packet));

    public void Say(Severity severity, string sentence)
    {
        if (severity == Severity.Debug)
        {
            _effects.Add(new OspfEffect.Say(severity, sentence));
            return;
        }

        var rested = (_rested > _now ? _rested : _now) + Breath;
        if (rested - _now > MostSentences * Breath)
        {
            _leftOut++;
            return;
        }

        _rested = rested;
        if (_leftOut > 0)
        {
            _effects.Add(new OspfEffect.Say(Severity.Warning, $"{_leftOut} sentences were left out here: too many"));
            _leftOut = 0;
        }

        _effects.Add(new OspfEffect.Say(severity, sentence));
    }

    public void Leave() => _effects.Add(new OspfEffect.Left());
}
