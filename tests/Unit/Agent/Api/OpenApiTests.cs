using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Perch.Agent;
using Perch.Agent.Api;
using Perch.Agent.Events;
using Perch.Agent.Reconcile;
using Perch.Agent.Routes;
using Perch.Agent.Update;
using Perch.Agent.Webhooks;
using Perch.Model.Status;
using Perch.Pods;

namespace Perch.Tests.Unit.Agent.Api;

/// <summary>docs/agent-api.json describes what there is, and no more.</summary>
public sealed class OpenApiTests
{
    private static readonly JsonElement Document = JsonElement.Parse(ApiRoutes.OpenApi());

    [Fact]
    public void Every_path_that_is_answered_is_described() => Assert.Equal(
        ApiRoutes.Paths, Document.GetProperty("paths").EnumerateObject().Select(path => path.Name));

    [Theory]
    [InlineData(typeof(Standings))]
    [InlineData(typeof(PodStanding))]
    [InlineData(typeof(MemberStanding))]
    [InlineData(typeof(UpdateStanding))]
    [InlineData(typeof(RouteStanding))]
    [InlineData(typeof(PrefixStanding))]
    [InlineData(typeof(PodEvent))]
    [InlineData(typeof(WebhookMessage))]
    [InlineData(typeof(ApiProblem))]
    public void Every_field_of_a_document_is_described(Type type)
    {
        JsonSerializerContext[] contexts = [AgentJson.Default, EventJson.Default];
        var info = contexts.Select(context => context.GetTypeInfo(type)).OfType<JsonTypeInfo>().First();
        var written = info.Properties.Where(property => property.Get is not null).Select(property => property.Name);
        var described = Schema(type.Name).GetProperty("properties").EnumerateObject().Select(field => field.Name);
        Assert.Equal(written.Order(), described.Order());
    }

    [Theory]
    [InlineData(typeof(VerdictKind), "PodStanding", "verdict")]
    [InlineData(typeof(Binding), "MemberStanding", "bound")]
    [InlineData(typeof(Residence), "MemberStanding", "namespace")]
    [InlineData(typeof(ReplacementKind), "UpdateStanding", "kind")]
    [InlineData(typeof(GateState), "RouteStanding", "gate")]
    [InlineData(typeof(PodEventKind), "PodEvent", "kind")]
    public void Every_word_of_a_field_is_described(Type type, string schema, string field)
    {
        var words = Schema(schema).GetProperty("properties").GetProperty(field).GetProperty("enum");
        Assert.Equal(
            Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).Order(),
            words.EnumerateArray().Select(word => word.GetString()!).Order());
    }

    [Fact]
    public void Everything_that_is_required_is_a_field() => Assert.All(
        Document.GetProperty("components").GetProperty("schemas").EnumerateObject(),
        schema => Assert.All(
            schema.Value.GetProperty("required").EnumerateArray(),
            name => Assert.True(schema.Value.GetProperty("properties").TryGetProperty(name.GetString()!, out _))));

    private static JsonElement Schema(string name) =>
        Document.GetProperty("components").GetProperty("schemas").GetProperty(name);
}
