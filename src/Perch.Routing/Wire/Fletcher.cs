namespace Perch.Routing.Wire;

/// <summary>The Fletcher checksum of an LSA (RFC 2328 12.1.7, RFC 905 annex B): two check bytes inside the data that
/// make both running sums zero modulo 255.</summary>
internal static class Fletcher
{
    /// <summary>Both sums stay below 2^31 for this many bytes, so the modulo can wait (RFC 905 leaves it
    /// open).</summary>
    private const int Block = 4096;

    /// <summary>True when the data, check bytes and all, sum to zero.</summary>
    public static bool IsValid(ReadOnlySpan<byte> data) => Sum(data) == (0, 0);

    /// <summary>The check bytes to put at <paramref name="position"/>, where there are zeros now.</summary>
    public static ushort Compute(ReadOnlySpan<byte> data, int position)
    {
        var (c0, c1) = Sum(data);
        var x = Positive((((data.Length - position - 1) * c0) - c1) % 255);
        var y = Positive((510 - c0 - x) % 255);
        return (ushort)((x << 8) | y);
    }

    /// <summary>Zero and 255 are the same modulo 255; 255 is sent, so that a checksum is never zero.</summary>
    private static int Positive(int remainder) => remainder <= 0 ? remainder + 255 : remainder;

    private static (int C0, int C1) Sum(ReadOnlySpan<byte> data)
    {
        var (c0, c1) = (0, 0);
        while (!data.IsEmpty)
        {
            var block = data[..Math.Min(Block, data.Length)];
            foreach (var octet in block)
            {
                c0 += octet;
                c1 += c0;
            }

            (c0, c1) = (c0 % 255, c1 % 255);
            data = data[block.Length..];
        }

        return (c0, c1);
    }
}
