using CsCheck;
using Perch.Compose.Yaml;

namespace Perch.Tests.Unit.Compose;

/// <summary>What is written is read again as it was, and nothing that is read throws.</summary>
public sealed class YamlTests
{
    private static readonly string[] Delicate =
        ["", "yes", "No", "null", "~", "1", "0x1f", "1e3", "53:53", "1.10", "2026-11-24", "<<", "-", "- a", "a:"];

    private static readonly string[] Fragments =
    [
        "a: &x b", "- *x", "  c: [1, {d: e}", "<<: *x", "? k", ": v", "|", "  - >-", "\tz", "'", "\"\\u12",
        "---", "...", "%YAML 1.2", "!!str 5", "&x", "*", "{", "}", "#", "a: b: c", "\u0000", "\ufeff",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char["abcXYZ019 :#-'\"\\\n\t,[]{}&*!|>%@`$.~_=+é東\u0001"], 0, 12], AnyOf(Delicate));

    [Fact]
    public void Every_text_survives_as_value_key_and_item()
    {
        Text.Sample(text =>
        {
            var scalar = new YamlScalar(text.ReplaceLineEndings("\n"));
            var list = new YamlSequence([scalar, new YamlSequence([scalar])]);
            var written = YamlWriter.Write(new YamlMapping(
            [
                new YamlEntry(new YamlScalar("value"), scalar),
                new YamlEntry(new YamlScalar("list"), list),
                new YamlEntry(new YamlScalar("map"), new YamlMapping([new YamlEntry(scalar, scalar)])),
            ]));
            var read = YamlReader.Read(written);
            Assert.True(read.Problems.Count == 0, $"{string.Join(';', read.Problems)}\n{written}");
            var root = (YamlMapping)read.Root!;
            var entry = ((YamlMapping)root["map"]!).Entries[0];
            YamlNode[] found =
            [
                root["value"]!, entry.Key, entry.Value, ((YamlSequence)root["list"]!).Items[0],
                ((YamlSequence)((YamlSequence)root["list"]!).Items[1]).Items[0],
            ];
            Assert.All(found, node => Assert.Equal(scalar.Value, ((YamlScalar)node).Value));
            Assert.All(found, node => Assert.True(IsText((YamlScalar)node), $"no text any more:\n{written}"));
        });
    }

    [Fact]
    public void Reading_never_throws()
    {
        AnyOf(Fragments).Array[0, 8].Sample(each => Assert.NotNull(YamlReader.Read(string.Join('\n', each))));
        Gen.String[0, 40].Sample(text => Assert.NotNull(YamlReader.Read(text)));
    }

    [Fact]
    public void Aliases_of_aliases_end_before_memory_does()
    {
        var doubled = Enumerable.Range(1, 60).Select(n => $"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n");
        var problem = Assert.Single(YamlReader.Read("a0: &a0 [x, x]\n" + string.Concat(doubled)).Problems);
        Assert.Contains("more than 200000 values", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_ends_before_the_stack_does() =>
        Assert.Single(YamlReader.Read(new string('[', 100_000)).Problems);

    private static Gen<string> AnyOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static bool IsText(YamlScalar scalar) => !scalar.Plain || !PlainText.IsNoText(scalar.Value);
}
