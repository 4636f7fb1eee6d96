namespace Perch.Lab;

/// <summary>Something in the lab did not do what it was asked; the message carries what it said itself.</summary>
public sealed class LabException : Exception
{
    public LabException()
    {
    }

    public LabException(string message)
        : base(message)
    {
    }

    public LabException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
