using SharpYaml;
using SharpYaml.Events;

namespace Perch.Compose.Yaml;

/// <summary>
/// From YAML text to nodes that know their place (YAML 1.2, with the merge keys of 1.1 as Compose reads
/// them).
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Deeper than any Compose file, shallower than our stack.</summary>
    private const int MaxDepth = 64;

    /// <summary>
    /// Nodes with every alias written out: some lines of aliases to aliases could stand for billions.
    /// </summary>
    private const int MaxNodes = 200_000;

    private readonly List<YamlProblem> _problems = [];
    private readonly Dictionary<string, (YamlNode Node, int Size)> _anchors = [];
    private readonly IParser _parser;
    private int _nodes;

    private YamlReader(string text)
    {
        _parser = Parser.CreateParser(new StringReader(text));
        _parser.MoveNext();
    }

    /// <summary>
    /// Reads the first document of a text. Whatever is wrong with it is returned, never thrown.
    /// </summary>
    public static YamlDocument Read(string text)
    {
        var reader = new YamlReader(text = text.TrimStart('\uFEFF'));
        try
        {
            var root = reader.Document();
            return new YamlDocument(root, reader._problems);
        }
        catch (YamlException broken)
        {
            return new YamlDocument(null, [.. reader._problems, SyntaxProblem.Of(text, broken)]);
        }
        catch (TooLargeException large)
        {
            return new YamlDocument(null, [.. reader._problems, new(large.At, NodePath.Root, large.Message, null)]);
        }
    }

    private YamlNode? Document()
    {
        Next();
        if (_parser.Current is not DocumentStart)
        {
            return null;
        }

        Next();
        var root = Node(NodePath.Root, 0);
        Next();
        if (_parser.Current is DocumentStart second)
        {
            _problems.Add(
                new(Place(second.Start), NodePath.Root, "a second document begins here", "keep one document"));
        }

        return root;
    }

    /// <summary>Reads the node that begins at the current event, and moves behind it.</summary>
    private YamlNode Node(NodePath path, int depth)
    {
        var start = _parser.Current!;
        if (depth > MaxDepth || ++_nodes > MaxNodes)
        {
            throw new TooLargeException(Place(start.Start));
        }

        if (start is AnchorAlias alias)
        {
            Next();
            return Follow(alias, path);
        }

        var before = _nodes;
        YamlNode node = start switch
        {
            SequenceStart => Sequence(path, depth),
            MappingStart => new MappingBuilder(path, Place(start.Start), _problems).Build(Entries(path, depth)),
            _ => Scalar((Scalar)start),
        };
        var tag = start is Scalar { IsQuotedImplicit: true } ? null : ((NodeEvent)start).Tag;
        node = tag is null || node is YamlScalar { Plain: false } ? node : node with { Tag = ShortTag(tag) };
        if (((NodeEvent)start).Anchor is { } anchor)
        {
            _anchors[anchor] = (node, _nodes - before + 1);
        }

        return node;
    }

    private YamlScalar Scalar(Scalar scalar)
    {
        Next();
        const string text = "tag:yaml.org,2002:str";
        return new YamlScalar(scalar.Value.ReplaceLineEndings("\n"))
        {
            At = Place(scalar.Start),
            Plain = scalar.Style == ScalarStyle.Plain && scalar.Tag != text,
        };
    }

    private YamlSequence Sequence(NodePath path, int depth)
    {
        var at = Place(_parser.Current!.Start);
        var items = new List<YamlNode>();
        for (Next(); _parser.Current is not SequenceEnd;)
        {
            items.Add(Node(path[items.Count], depth + 1));
        }

        Next();
        return new YamlSequence(items) { At = at };
    }

    private IEnumerable<(YamlNode Key, YamlNode Value)> Entries(NodePath path, int depth)
    {
        for (Next(); _parser.Current is not MappingEnd;)
        {
            var key = Node(path, depth + 1);
            yield return (key, Node(path[(key as YamlScalar)?.Value ?? "?"], depth + 1));
        }

        Next();
    }

    private YamlNode Follow(AnchorAlias alias, NodePath path)
    {
        if (_anchors.TryGetValue(alias.Value, out var found))
        {
            _nodes += found.Size;
            return found.Node;
        }

        var fix = $"write &{alias.Value} at the value that is meant, above this line";
        _problems.Add(new(Place(alias.Start), path, $"no anchor is named {alias.Value}", fix));
        return YamlScalar.Bare("") with { At = Place(alias.Start) };
    }

    private static string ShortTag(string tag) => tag.Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal);

    private static Position Place(Mark mark) => new(mark.Line + 1, mark.Column + 1);

    private void Next() => _parser.MoveNext();

    /// <summary>Leaves the recursion at a document that is too deep or too large.</summary>
    private sealed class TooLargeException(Position at)
        : Exception($"the file is nested deeper than {MaxDepth} levels or stands for more than {MaxNodes} values")
    {
        public Position At { get; } = at;
    }
}
