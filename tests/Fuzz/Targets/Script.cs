namespace Perch.Tests.Fuzz.Targets;

/// <summary>Reads an input as one choice after the other; behind its end every choice is the first.</summary>
internal ref struct Script(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsOver => _rest.IsEmpty;

    public byte Next()
    {
        if (_rest.IsEmpty)
        {
            return 0;
        }

        var next = _rest[0];
        _rest = _rest[1..];
        return next;
    }

    public bool Flag() => (Next() & 1) != 0;

    public T Pick<T>(scoped ReadOnlySpan<T> choices) => choices[Next() % choices.Length];

    public byte[] Take(int count)
    {
        var taken = _rest[..Math.Min(count, _rest.Length)];
        _rest = _rest[taken.Length..];
        return taken.ToArray();
    }
}
