using System.Text;

namespace Perch.Agent;

/// <summary>What the agent says: one line each, "level=info pod=dns/powerdns event=healed msg="…"" (logfmt). The time
/// is added by whoever keeps the log.</summary>
public sealed class AgentLog(TextWriter writer)
{
    public void Information(string what, string sentence, string? pod = null) => Write("info", what, sentence, pod);

    public void Warning(string what, string sentence, string? pod = null) => Write("warning", what, sentence, pod);

    private void Write(string level, string what, string sentence, string? pod)
    {
        var line = new StringBuilder($"level={level} ");
        if (pod is not null)
        {
            line.Append("pod=").Append(pod).Append(' ');
        }

        line.Append("event=").Append(what).Append(" msg=").Append(Quote(sentence));
        writer.WriteLine(line.ToString());
        writer.Flush();
    }

    private static string Quote(string sentence)
    {
        var text = sentence.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n");
        return $"\"{text}\"";
    }
}
