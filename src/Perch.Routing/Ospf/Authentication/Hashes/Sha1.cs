using System.Buffers.Binary;
using System.Numerics;

namespace Perch.Routing.Ospf.Authentication.Hashes;

/// <summary>SHA-1 (FIPS 180-4 6.1).</summary>
internal sealed class Sha1 : BlockHash
{
    private readonly uint[] _state = new uint[5];

    public Sha1()
        : base(64, 20, 8) => Begin();

    protected override void Begin()
    {
        ReadOnlySpan<uint> initial = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
        initial.CopyTo(_state);
    }

    protected override void Absorb(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[80];
        for (var t = 0; t < w.Length; t++)
        {
            w[t] = t < 16
                ? BinaryPrimitives.ReadUInt32BigEndian(block[(4 * t)..])
                : BitOperations.RotateLeft(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
        }

        var (a, b, c, d, e) = (_state[0], _state[1], _state[2], _state[3], _state[4]);
        for (var t = 0; t < w.Length; t++)
        {
            var (f, k) = (t / 20) switch
            {
                0 => ((b & c) ^ (~b & d), 0x5a827999u),
                1 => (b ^ c ^ d, 0x6ed9eba1u),
                2 => ((b & c) ^ (b & d) ^ (c & d), 0x8f1bbcdcu),
                _ => (b ^ c ^ d, 0xca62c1d6u),
            };
            var sum = BitOperations.RotateLeft(a, 5) + f + e + k + w[t];
            (e, d, c, b, a) = (d, c, BitOperations.RotateLeft(b, 30), a, sum);
        }

        _state[0] += a;
        _state[1] += b;
        _state[2] += c;
        _state[3] += d;
        _state[4] += e;
    }

    protected override void WriteLength(Span<byte> to, ulong bits) => BinaryPrimitives.WriteUInt64BigEndian(to, bits);

    protected override void WriteState(Span<byte> to)
    {
        for (var i = 0; i < _state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to[(4 * i)..], _state[i]);
        }
    }
}
