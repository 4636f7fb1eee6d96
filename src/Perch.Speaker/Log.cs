using System.Text;
using Perch.Linux;
using Perch.Model;

namespace Perch.Speaker;

/// <summary>
/// What the speaker says: one line on standard output, "level sentence". The time is added by whoever keeps the log
/// (docker logs -t). A reader that is stuck loses lines; it never holds up the loop.
/// </summary>
internal sealed class Log(Severity least)
{
    private int _lost;

    public void Write(Severity severity, string sentence)
    {
        if (severity < least)
        {
            return;
        }

        if (_lost > 0 && Put($"{Word(Severity.Warning)} {_lost} lines are lost: nobody read them"))
        {
            _lost = 0;
        }

        if (!Put($"{Word(severity)} {sentence}"))
        {
            _lost++;
        }
    }

    public void Write(string sentence) => Write(Severity.Information, sentence);

    private static bool Put(string line) => StandardOutput.TryWrite(Encoding.UTF8.GetBytes(line + "\n"));

    private static string Word(Severity severity) => severity switch
    {
        Severity.Debug => "debug",
        Severity.Information => "info",
        _ => "warning",
    };
}
