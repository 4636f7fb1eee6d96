using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Perch.Agent.Recreate;
using Perch.Docker;
using Perch.Tests.Unit.Compose;

namespace Perch.Tests.Unit.Agent.Recreate;

/// <summary>Containers that real engines made (<c>./record</c>), and what their successors are created from.</summary>
public sealed class SuccessorTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Cases { get; } =
        [.. Directory.GetDirectories(Folder()).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_successor_keeps_what_its_user_chose_and_takes_what_its_image_brings(string name)
    {
        var plan = Plan(name);

        Snap.Match(Path.Combine(Folder(), name, "refused.expected.txt"), Lines(plan.Refusals));
        Snap.Match(
            Path.Combine(Folder(), name, "expected.json"),
            plan.Body is { } body ? JsonSerializer.Serialize<JsonNode>(body, Indented) + "\n" : null);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_container_compared_with_what_it_would_be_made_from_again_differs_in_named_volumes_alone(string name)
    {
        if (name.StartsWith("own-network", StringComparison.Ordinal))
        {
            return;
        }

        var order = Order(name);
        order = order with { NewImage = order.OldImage, Reference = order.Container["Config"]!["Image"]!.ToString() };
        if (Successor.Plan(order).Body is not { } body)
        {
            return;
        }

        var differences = Comparison.Differences(order, body, order.Container);
        Assert.All(differences, each => Assert.Matches("^HostConfig.(Binds|Mounts)|^Volumes|^Labels", each));
    }

    [Theory]
    [InlineData("User", "\"root\"")]
    [InlineData("StopTimeout", "9")]
    [InlineData("Env", "[\"KIND=other\"]")]
    [InlineData("HostConfig.Memory", "1")]
    [InlineData("HostConfig.ReadonlyRootfs", "true")]
    [InlineData("HostConfig.SomethingNew", "\"lost\"")]
    public void A_field_that_the_engine_did_not_take_over_is_named(string field, string value)
    {
        var order = Order("ran-26.1.5");
        order = order with { NewImage = order.OldImage };
        var body = Successor.Plan(order).Body!;
        var (parent, name) = field.StartsWith("HostConfig.", StringComparison.Ordinal)
            ? (body["HostConfig"]!.AsObject(), field["HostConfig.".Length..])
            : (body, field);
        parent[name] = JsonNode.Parse(value);

        var differences = Comparison.Differences(order, body, order.Container);

        Assert.Contains(differences, difference => difference.StartsWith(field + ":", StringComparison.Ordinal));
    }

    [Fact]
    public void A_volume_that_is_another_one_is_named()
    {
        var order = Order("mounts-26.1.5");
        var body = Successor.Plan(order).Body!;
        var successor = order.Container.DeepClone().AsObject();
        successor["Mounts"]!.AsArray().First(mount => (string?)mount!["Destination"] == "/data")!["Name"] = "fresh";

        var differences = Comparison.Differences(order, body, successor);

        Assert.Contains(differences, each => each.StartsWith("/data: volume fresh", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_gone_and_was_shared_refuses_the_update()
    {
        var order = Order("shares-26.1.5") with { References = new Dictionary<string, JsonObject>() };

        var plan = Successor.Plan(order);

        Assert.Null(plan.Body);
        Assert.Equal(3, plan.Refusals.Count);
        Assert.All(plan.Refusals, refusal => Assert.Contains("is gone", refusal, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("26.1.5", 45)]
    [InlineData("20.10.24", 41)]
    public void A_holder_is_made_again_with_its_networks_and_without_what_the_engine_gave_it(string engine, int api)
    {
        var order = Order($"inherits-{engine}");
        var image = Read($"plain-{engine}", "image.json")!;
        var plan = HolderRecipe.Plan(
            order with { Container = order.Holder!, OldImage = image, NewImage = image, Reference = "plain:1" },
            new ApiVersion(1, api));

        var text = JsonSerializer.Serialize<JsonNode>(plan.Plan.Body!, Indented) + "\n" + string.Concat(
            plan.Connections.Select(each => $"{each.Key}: {each.Value.ToJsonString()}\n"));
        Snap.Match(Path.Combine(Folder(), $"plain-{engine}", "holder.expected.txt"), text);
    }

    private static SuccessorPlan Plan(string name) => Successor.Plan(Order(name));

    private static SuccessorOrder Order(string name)
    {
        var container = Read(name, "container.json")!;
        var image = container["Config"]!["Image"]!.ToString();
        return new SuccessorOrder
        {
            Container = container,
            OldImage = Read(name, "image.json")!,
            NewImage = Read(name, "new-image.json")!,
            Reference = image == "app:1" ? "app:2" : image,
            Holder = Read(name, "holder.json"),
            References = Successor.ReferencesOf(container).ToDictionary(id => id, _ => Read(name, "other.json")!),
            Labels = new Dictionary<string, string> { ["perch.replaces"] = "{}" },
        };
    }

    private static JsonObject? Read(string name, string file)
    {
        var path = Path.Combine(Folder(), name, file);
        return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject : null;
    }

    private static string? Lines(IReadOnlyList<string> sentences) =>
        sentences.Count == 0 ? null : string.Join('\n', sentences) + "\n";

    private static string Folder([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "Cases");
}
