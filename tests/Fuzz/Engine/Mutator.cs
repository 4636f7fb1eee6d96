using System.Buffers.Binary;

namespace Perch.Tests.Fuzz.Engine;

/// <summary>Makes a new input from one or two that are known: bits, bytes, numbers, words of OSPF, blocks moved about,
/// and the tail of another.</summary>
internal sealed class Mutator(Random random, int maxLength)
{
    private const int MostChanges = 8;
    private const int LongestBlock = 48;

    private static readonly int[] Numbers =
        [0, 1, 2, 3, 4, 8, 12, 16, 19, 20, 21, 24, 32, 36, 44, 127, 128, 255, 256, 1500, 3600, 32767, 65535];

    private readonly List<byte> _input = [];

    public byte[] Mutate(byte[] parent, byte[] other)
    {
        _input.Clear();
        _input.AddRange(parent);
        for (var changes = 1 + random.Next(MostChanges); changes > 0; changes--)
        {
            Change(other);
        }

        if (_input.Count > maxLength)
        {
            _input.RemoveRange(maxLength, _input.Count - maxLength);
        }

        return [.. _input];
    }

    private void Change(byte[] other)
    {
        if (_input.Count == 0)
        {
            _input.Add((byte)random.Next(256));
        }

        var at = random.Next(_input.Count);
        switch (random.Next(11))
        {
            case 0:
                _input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                _input[at] = (byte)random.Next(256);
                break;
            case 2:
                _input[at] += (byte)(random.Next(17) - 8);
                break;
            case 3:
                Number(at);
                break;
            case 4:
                Overwrite(at, Words.All[random.Next(Words.All.Length)]);
                break;
            case 5:
                _input.InsertRange(at, Words.All[random.Next(Words.All.Length)]);
                break;
            case 6:
                _input.RemoveRange(at, Math.Min(1 + random.Next(LongestBlock), _input.Count - at));
                break;
            case 7:
                _input.InsertRange(random.Next(_input.Count + 1), Block(_input, at));
                break;
            case 8:
                Overwrite(random.Next(_input.Count), Block(_input, at));
                break;
            case 9 when other.Length > 0:
                _input.InsertRange(at, Block(other, random.Next(other.Length)));
                break;
            case 10 when other.Length > 0:
                Splice(at, other);
                break;
        }
    }

    /// <summary>Two bytes: a number that is on some edge, or what is left behind them, as a length would be.</summary>
    private void Number(int at)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        var value = random.Next(3) switch
        {
            0 => _input.Count,
            1 => _input.Count - at,
            _ => Numbers[random.Next(Numbers.Length)],
        };
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        Overwrite(at, bytes);
    }

    private void Overwrite(int at, ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length && at + i < _input.Count; i++)
        {
            _input[at + i] = bytes[i];
        }
    }

    private byte[] Block(IReadOnlyList<byte> from, int at)
    {
        var block = new byte[Math.Min(1 + random.Next(LongestBlock), from.Count - at)];
        for (var i = 0; i < block.Length; i++)
        {
            block[i] = from[at + i];
        }

        return block;
    }

    private void Splice(int at, byte[] other)
    {
        _input.RemoveRange(at, _input.Count - at);
        _input.AddRange(other.Skip(random.Next(other.Length)));
    }
}
