using System.Buffers;
using System.Globalization;
using System.Text;

namespace Perch.Compose.Yaml;

/// <summary>
/// From nodes to YAML that people read: block style, two spaces, quotes only where a text needs them.
/// </summary>
internal sealed class YamlWriter
{
    private static readonly SearchValues<char> FlowIndicators = SearchValues.Create(",[]{}\n");

    private readonly StringBuilder _text = new();

    private YamlWriter()
    {
    }

    public static string Write(YamlMapping root)
    {
        var writer = new YamlWriter();
        writer.Entries(root, 0, inLine: false);
        return writer._text.ToString();
    }

    /// <param name="inLine">The first entry follows a "- " in its own line.</param>
    private void Entries(YamlMapping mapping, int indent, bool inLine)
    {
        foreach (var entry in mapping.Entries)
        {
            Indent(inLine ? 0 : indent);
            inLine = false;
            _text.Append(Key(entry.Key)).Append(':');
            Value(entry.Value, indent);
        }
    }

    /// <summary>The value behind "key:", in the same line or under it.</summary>
    private void Value(YamlNode value, int indent)
    {
        var tag = value.Tag is null ? "" : " " + value.Tag;
        _text.Append(tag);
        switch (value)
        {
            case YamlMapping { Entries.Count: > 0 } mapping:
                _text.Append('\n');
                Entries(mapping, indent + 2, inLine: false);
                break;
            case YamlSequence { Items.Count: > 0 } sequence:
                _text.Append('\n');
                Items(sequence, indent + 2, inLine: false);
                break;
            case YamlScalar { Plain: true, Value: "" }:
                _text.Append('\n');
                break;
            default:
                _text.Append(' ').Append(Inline(value, indent)).Append('\n');
                break;
        }
    }

    private void Items(YamlSequence sequence, int indent, bool inLine)
    {
        foreach (var item in sequence.Items)
        {
            Indent(inLine ? 0 : indent);
            inLine = false;
            _text.Append("- ").Append(item.Tag is null ? "" : item.Tag + " ");
            switch (item)
            {
                case YamlMapping { Entries.Count: > 0, Tag: null } mapping:
                    Entries(mapping, indent + 2, inLine: true);
                    break;
                case YamlSequence { Items.Count: > 0, Tag: null } nested:
                    Items(nested, indent + 2, inLine: true);
                    break;
                default:
                    _text.Append(Inline(item, indent)).Append('\n');
                    break;
            }
        }
    }

    /// <summary>
    /// A scalar, or a collection that has to stand in one line: an empty one, or one with a tag in a list.
    /// </summary>
    private static string Inline(YamlNode node, int indent) => node switch
    {
        YamlScalar scalar => Scalar(scalar, indent),
        YamlSequence sequence => "[" + string.Join(", ", sequence.Items.Select(item => Flow(item))) + "]",
        YamlMapping mapping =>
            "{" + string.Join(", ", mapping.Entries.Select(entry => Key(entry.Key) + ": " + Flow(entry.Value))) + "}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Flow(YamlNode node) => (node.Tag is null ? "" : node.Tag + " ")
        + (node is YamlScalar scalar ? FlowScalar(scalar) : Inline(node, 0));

    private static string FlowScalar(YamlScalar scalar) => scalar switch
    {
        { IsNull: true } => "null",
        { Plain: true } when !scalar.Value.AsSpan().ContainsAny(FlowIndicators) => scalar.Value,
        _ => Quoted(scalar.Value),
    };

    private static string Key(YamlScalar key) => key switch
    {
        { IsNull: true } => "null",
        { Plain: true } when !key.Value.Contains('\n', StringComparison.Ordinal) => key.Value,
        _ => PlainText.Is(key.Value) ? key.Value : Quoted(key.Value),
    };

    private static string Scalar(YamlScalar scalar, int indent)
    {
        var text = scalar.Value;
        if ((scalar.Plain && !text.Contains('\n', StringComparison.Ordinal)) || (!scalar.Plain && PlainText.Is(text)))
        {
            return text;
        }

        return IsBlock(text) ? Block(text, indent) : Quoted(text);
    }

    /// <summary>
    /// A block keeps its lines readable; it cannot hold control characters, nor begin with space.
    /// </summary>
    private static bool IsBlock(string text) =>
        text.Contains('\n', StringComparison.Ordinal)
        && text[0] is not (' ' or '\n')
        && !text.Any(c => char.IsControl(c) && c is not '\n');

    private static string Block(string text, int indent)
    {
        var end = text.EndsWith("\n\n", StringComparison.Ordinal) ? "+" : text.EndsWith('\n') ? "" : "-";
        var body = text.EndsWith('\n') ? text[..^1] : text;
        var margin = new string(' ', indent + 2);
        var lines = body.Split('\n').Select(line => line.Length == 0 ? "" : margin + line);
        return "|" + end + "\n" + string.Join('\n', lines);
    }

    private static string Quoted(string text) =>
        text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF')
            ? DoubleQuoted(text)
            : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' =>
                    "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private void Indent(int width) => _text.Append(' ', width);
}
