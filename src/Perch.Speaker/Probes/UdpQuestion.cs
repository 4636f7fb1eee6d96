namespace Perch.Speaker.Probes;

/// <summary>A datagram with any payload, and the bytes that its reply must contain.</summary>
internal sealed class UdpQuestion(byte[] send, byte[]? expect) : Question
{
    public override ReadOnlyMemory<byte> Ask() => send;

    public override Judgement Judge(ReadOnlySpan<byte> reply, bool ended) =>
        expect is null || reply.IndexOf(expect) >= 0
            ? Judgement.Pass("replied")
            : Judgement.Fail($"the reply of {reply.Length} bytes does not contain the {expect.Length} expected");
}
