namespace Perch.Model;

/// <summary>How loud a sentence is: information is what an operator would say aloud, a warning asks for a look.
/// </summary>
public enum Severity
{
    Debug,
    Information,
    Warning,
}
