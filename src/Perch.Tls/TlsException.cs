namespace Perch.Tls;

/// <summary>Why there is no TLS with a server, as the rest of a sentence about it: "its certificate is …".</summary>
public sealed class TlsException : Exception
{
    public TlsException(string message)
        : base(message)
    {
    }

    public TlsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
