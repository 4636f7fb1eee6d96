namespace Perch.Routing.Ospf.Authentication.Hashes;

/// <summary>
/// What MD5, SHA-1 and SHA-2 have in common: a message taken in blocks, padded with a one bit, zeros and its length in
/// bits (RFC 1321 3.1 and 3.2, FIPS 180-4 5.1). Our own, because .NET's are OpenSSL's, whose start costs a speaker more
/// memory than everything else it does.
/// </summary>
internal abstract class BlockHash(int blockSize, int size, int lengthSize)
{
    private readonly byte[] _block = new byte[blockSize];
    private int _filled;
    private ulong _length;

    /// <summary>Bytes of a block, which is also what a key of an HMAC is padded to (RFC 2104 2).</summary>
    public int BlockSize => blockSize;

    /// <summary>Bytes of the result.</summary>
    public int Size => size;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _length += (ulong)bytes.Length;
        if (_filled > 0)
        {
            var taken = Math.Min(bytes.Length, blockSize - _filled);
            bytes[..taken].CopyTo(_block.AsSpan(_filled));
            bytes = bytes[taken..];
            _filled += taken;
            if (_filled < blockSize)
            {
                return;
            }

            Absorb(_block);
            _filled = 0;
        }

        for (; bytes.Length >= blockSize; bytes = bytes[blockSize..])
        {
            Absorb(bytes[..blockSize]);
        }

        bytes.CopyTo(_block);
        _filled = bytes.Length;
    }

    /// <summary>Writes the hash of all that was appended, and begins anew.</summary>
    /// <param name="hash"><see cref="Size"/> bytes.</param>
    public void Finish(Span<byte> hash)
    {
        var bits = 8 * _length;
        _block[_filled++] = 0x80;
        if (_filled > blockSize - lengthSize)
        {
            _block.AsSpan(_filled).Clear();
            Absorb(_block);
            _filled = 0;
        }

        _block.AsSpan(_filled).Clear();
        WriteLength(_block.AsSpan(blockSize - sizeof(ulong)), bits);
        Absorb(_block);
        WriteState(hash[..size]);
        Begin();
        _block.AsSpan().Clear();
        (_filled, _length) = (0, 0);
    }

    /// <summary>Sets the state to the initial hash value.</summary>
    protected abstract void Begin();

    protected abstract void Absorb(ReadOnlySpan<byte> block);

    protected abstract void WriteLength(Span<byte> to, ulong bits);

    protected abstract void WriteState(Span<byte> to);
}
