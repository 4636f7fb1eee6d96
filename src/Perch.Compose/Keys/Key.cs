namespace Perch.Compose.Keys;

/// <summary>
/// One key of x-anycast: how it is called, what it means, what may stand there. Parser, JSON schema and reference page
/// all work from these, so none of them can know a key that another does not.
/// </summary>
/// <param name="Name">As the operator writes it.</param>
/// <param name="Meaning">One or two sentences; Markdown.</param>
internal abstract record Key(string Name, string Meaning)
{
    /// <summary>
    /// What holds when the key is not there, in words or as it would be written; null when it must be there.
    /// </summary>
    public string? Default { get; init; }

    /// <summary>Where the default comes from; null when it is our own choice.</summary>
    public string? Source { get; init; }

    public bool Required => Default is null;

    /// <summary>What may be written, with its unit and range.</summary>
    public abstract string Values { get; }

    /// <summary>A value that would be right, as it is written.</summary>
    public abstract string Sample { get; }
}

/// <summary>A key whose value is read as a <typeparamref name="T"/>.</summary>
internal abstract record Key<T>(string Name, string Meaning) : Key(Name, Meaning)
{
    /// <summary>Reads the value, or says what is wrong with it.</summary>
    public abstract bool TryRead(Place place, Findings findings, out T value);
}
