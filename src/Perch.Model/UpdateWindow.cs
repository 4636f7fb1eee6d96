using System.Globalization;

namespace Perch.Model;

/// <summary>
/// Days and hours in which an update may begin, in UTC: "02:00-05:00", "mon-fri 22:00-04:00", "sat,sun 00:00-24:00".
/// One that ends before it begins ends on the next day.
/// </summary>
public sealed class UpdateWindow
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly bool[] _days;
    private readonly TimeSpan _from;
    private readonly TimeSpan _length;

    private UpdateWindow(bool[] days, TimeSpan from, TimeSpan length) => (_days, _from, _length) = (days, from, length);

    /// <summary>False with what is wrong, in words.</summary>
    public static bool TryParse(string text, out UpdateWindow? window, out string? problem)
    {
        window = null;
        var words = text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 2)
        {
            problem = $"'{text}' is not days and hours";
            return false;
        }

        if (!TryDays(words.Length == 2 ? words[0] : "sun-sat", out var days))
        {
            problem = $"'{words[0]}' are not days: mon, tue, wed, thu, fri, sat, sun";
            return false;
        }

        var hours = words[^1].Split('-');
        if (hours.Length != 2 || !TryTime(hours[0], out var from) || !TryTime(hours[1], out var until) || from == until)
        {
            problem = $"'{words[^1]}' are not hours";
            return false;
        }

        problem = null;
        window = new UpdateWindow(days, from, until > from ? until - from : until - from + TimeSpan.FromDays(1));
        return true;
    }

    public bool IsOpen(DateTimeOffset now)
    {
        var utc = now.UtcDateTime;
        return IsOpen(utc, utc.Date) || IsOpen(utc, utc.Date.AddDays(-1));
    }

    /// <param name="now">In UTC.</param>
    /// <param name="day">The day on which it would have begun.</param>
    private bool IsOpen(DateTime now, DateTime day) =>
        _days[(int)day.DayOfWeek] && now >= day + _from && now < day + _from + _length;

    private static bool TryDays(string text, out bool[] days)
    {
        days = new bool[Days.Length];
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            var (first, last) = (Array.IndexOf(Days, ends[0]), Array.IndexOf(Days, ends[^1]));
            if (ends.Length > 2 || first < 0 || last < 0)
            {
                return false;
            }

            for (var day = first; ; day = (day + 1) % Days.Length)
            {
                days[day] = true;
                if (day == last)
                {
                    break;
                }
            }
        }

        return true;
    }

    private static bool TryTime(string text, out TimeSpan time)
    {
        time = TimeSpan.FromDays(1);
        return text == "24:00"
            || TimeSpan.TryParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture, out time);
    }
}
