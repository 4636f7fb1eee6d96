using System.Buffers.Binary;
using System.Numerics;

namespace Perch.Routing.Ospf.Authentication.Hashes;

/// <summary>MD5 (RFC 1321), for the keyed digest of RFC 2328 D.4.3 and nothing else.</summary>
internal sealed class Md5 : BlockHash
{
    private readonly uint[] _state = new uint[4];

    public Md5()
        : base(64, 16, 8) => Begin();

    /// <summary>RFC 1321 3.4: 2^32 times the sine of 1 to 64 radians.</summary>
    private static ReadOnlySpan<uint> T =>
    [
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
        0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
        0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
        0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
    ];

    /// <summary>RFC 1321 3.4: how far each step of a round turns.</summary>
    private static ReadOnlySpan<byte> Turns => [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

    protected override void Begin()
    {
        ReadOnlySpan<uint> initial = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
        initial.CopyTo(_state);
    }

    protected override void Absorb(ReadOnlySpan<byte> block)
    {
        var (a, b, c, d) = (_state[0], _state[1], _state[2], _state[3]);
        for (var t = 0; t < 64; t++)
        {
            var (f, word) = (t >> 4) switch
            {
                0 => ((b & c) | (~b & d), t),
                1 => ((b & d) | (c & ~d), (5 * t) + 1),
                2 => (b ^ c ^ d, (3 * t) + 5),
                _ => (c ^ (b | ~d), 7 * t),
            };
            var sum = a + f + BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * (word & 15))..]) + T[t];
            (a, d, c, b) = (d, c, b, b + BitOperations.RotateLeft(sum, Turns[((t >> 4) * 4) + (t & 3)]));
        }

        _state[0] += a;
        _state[1] += b;
        _state[2] += c;
        _state[3] += d;
    }

    protected override void WriteLength(Span<byte> to, ulong bits) =>
        BinaryPrimitives.WriteUInt64LittleEndian(to, bits);

    protected override void WriteState(Span<byte> to)
    {
        for (var i = 0; i < _state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(to[(4 * i)..], _state[i]);
        }
    }
}
