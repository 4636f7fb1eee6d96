namespace Perch.Speaker.Probes;

/// <summary>
/// What a probe asks, and how it judges what comes back. Pure: bytes out, bytes in; who carries them is an
/// <see cref="Exchange"/>.
/// </summary>
internal abstract class Question
{
    /// <summary>More than this is not read: what has come by then is judged as all there is.</summary>
    public virtual int MaxReply => ushort.MaxValue;

    /// <summary>The bytes to send, made anew for each look; empty when being connected is the answer.</summary>
    public abstract ReadOnlyMemory<byte> Ask();

    /// <param name="reply">One datagram, or everything that a stream has brought so far.</param>
    /// <param name="ended">True when no more can come: over a stream there is a verdict then.</param>
    public abstract Judgement Judge(ReadOnlySpan<byte> reply, bool ended);
}
