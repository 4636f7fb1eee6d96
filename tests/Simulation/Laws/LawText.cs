using System.Runtime.CompilerServices;
using System.Text;

namespace Perch.Tests.Simulation.Laws;

/// <summary>A sentence that is put together only when it is needed: a law that holds costs nothing.</summary>
[InterpolatedStringHandler]
internal readonly ref struct LawText
{
    private readonly StringBuilder? _text;

    public LawText(int literalLength, int formattedCount, bool holds, out bool isNeeded)
    {
        isNeeded = !holds;
        _text = holds ? null : new StringBuilder(literalLength + (formattedCount * 16));
    }

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(value);

    public override string ToString() => _text?.ToString() ?? "";
}
