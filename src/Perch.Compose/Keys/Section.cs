namespace Perch.Compose.Keys;

/// <summary>A mapping of the operator's, to be read key by key.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Values">What was written under it, by key.</param>
internal sealed record Section(Place At, IReadOnlyDictionary<string, Place> Values, Findings Findings)
{
    /// <summary>False when the key is not there, or its value is wrong and has been reported.</summary>
    public bool Try<T>(Key<T> key, out T value)
    {
        value = default!;
        return Values.TryGetValue(key.Name, out var place) && key.TryRead(place, Findings, out value);
    }

    public T Read<T>(Key<T> key, T otherwise) => Try(key, out var value) ? value : otherwise;

    public string? ReadText(TextKey key) => Try(key, out var value) ? value : null;

    public bool Has(Key key) => Values.ContainsKey(key.Name);

    /// <summary>Where a key's value stands, or the section itself when the key was left out.</summary>
    public Place PlaceOf(Key key) => Values.TryGetValue(key.Name, out var place) ? place : At;
}
