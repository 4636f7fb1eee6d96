using Perch.Compose.Yaml;

namespace Perch.Compose;

/// <summary>Everything found wrong with a project so far. Nothing stops at the first.</summary>
internal sealed class Findings(Locator locator)
{
    private readonly List<ComposeError> _errors = [];
    private readonly List<ComposeError> _warnings = [];

    public IReadOnlyList<ComposeError> Errors => InOrder(_errors);

    public IReadOnlyList<ComposeError> Warnings => InOrder(_warnings);

    public void Error(Place place, string problem, string? fix = null) =>
        _errors.Add(Finding(place, locator.OfValue(place), problem, fix));

    /// <summary>An error in the key itself: unknown, misplaced, or with something missing under it.</summary>
    public void ErrorAtKey(Place place, string problem, string? fix = null) =>
        _errors.Add(Finding(place, locator.OfKey(place.Path), problem, fix));

    public void Warning(Place place, string problem, string? fix = null) =>
        _warnings.Add(Finding(place, locator.OfValue(place), problem, fix));

    public void Syntax(string file, YamlProblem found) => _errors.Add(
        new ComposeError(file, found.At.Line, found.At.Column, found.Path.ToString(), found.Problem, found.Fix));

    private static ComposeError Finding(
        Place place, (string File, Position At) where, string problem, string? fix) =>
        new(where.File, where.At.Line, where.At.Column, place.Path.ToString(), problem, fix);

    private static List<ComposeError> InOrder(List<ComposeError> found) =>
    [
        .. found.Distinct()
            .OrderBy(each => each.File, StringComparer.Ordinal)
            .ThenBy(each => each.Line)
            .ThenBy(each => each.Column),
    ];
}
