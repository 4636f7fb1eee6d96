using System.Globalization;
using Perch.Model;

namespace Perch.Tests.Unit.Agent.Update;

/// <summary>Days and hours, in UTC.</summary>
public sealed class UpdateWindowTests
{
    [Theory]
    [InlineData("02:00-05:00", "2026-11-27T02:00", true)]
    [InlineData("02:00-05:00", "2026-11-27T05:00", false)]
    [InlineData("mon-fri 02:00-05:00", "2026-11-27T03:00", true)]
    [InlineData("mon-fri 02:00-05:00", "2026-11-28T03:00", false)]
    [InlineData("fri-mon 02:00-05:00", "2026-11-29T03:00", true)]
    [InlineData("fri-mon 02:00-05:00", "2026-11-25T03:00", false)]
    [InlineData("sat,sun 00:00-24:00", "2026-11-29T23:59", true)]
    [InlineData("Fri 22:00-04:00", "2026-11-28T03:59", true)]
    [InlineData("Fri 22:00-04:00", "2026-11-27T03:59", false)]
    public void A_window_is_open_on_its_days_in_its_hours(string window, string at, bool open)
    {
        Assert.True(UpdateWindow.TryParse(window, out var parsed, out _));
        Assert.Equal(open, parsed!.IsOpen(DateTimeOffset.Parse(at + "Z", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("nights")]
    [InlineData("")]
    [InlineData("mon-fry 02:00-05:00")]
    [InlineData("02:00-02:00")]
    [InlineData("mon 2-5")]
    [InlineData("mon 02:00 05:00")]
    public void Anything_else_is_refused_with_a_word_of_why(string window)
    {
        Assert.False(UpdateWindow.TryParse(window, out _, out var problem));
        Assert.NotEmpty(problem!);
    }
}
