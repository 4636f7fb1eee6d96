namespace Perch.Tests.Tidy;

/// <summary>The layout of the house.</summary>
public sealed class RoomTests
{
    [Fact]
    public void Arrows_between_projects_point_down_as_drawn()
    {
        Findings.None(
            from room in Rooms.Arrows
            from reference in Rooms.ReferencesOf(room.Key)
            where !room.Value.Contains(reference)
            select $"{room.Key} refers to {reference}");
    }

    [Fact]
    public void Every_project_is_a_room_on_the_plan()
    {
        var plan = Checkout.Text("ARCHITECTURE.md");
        Findings.None(
            from file in Checkout.With(".csproj")
            where file.StartsWith("src/", StringComparison.Ordinal)
            let project = Path.GetFileNameWithoutExtension(file)
            where !Rooms.Arrows.ContainsKey(project) || !plan.Contains($"`src/{project}`", StringComparison.Ordinal)
            select project);
    }

    [Fact]
    public void Pure_rooms_hold_no_socket_no_clock_no_thread()
    {
        string[] impure =
            ["System.Net.Sockets", "Stopwatch", "System.Threading", "Task.", "Process.Start", "File.", "Console."];
        Findings.None(
            from file in Checkout.With(".cs")
            where file.StartsWith("src/Perch.Routing/", StringComparison.Ordinal)
                || file.StartsWith("src/Perch.Speaker/Gate/", StringComparison.Ordinal)
                || file.StartsWith("src/Perch.Agent/Reconcile/", StringComparison.Ordinal)
            from word in impure
            where Checkout.Text(file).Contains(word, StringComparison.Ordinal)
            select $"{file}: {word}");
    }
}
