using Perch.Model;
using Perch.Model.Config;

namespace Perch.Agent.Update;

/// <summary>Whether the time of a new image has come.</summary>
public static class AutoPolicy
{
    /// <summary>Null when the update may begin; otherwise why it waits.</summary>
    /// <param name="since">When the image was first seen.</param>
    public static string? WhyWait(UpdateConfig config, DateTimeOffset since, DateTimeOffset now)
    {
        if (config.Policy is not UpdatePolicy.Auto)
        {
            return "its policy is manual";
        }

        if (now - since < config.Cooldown)
        {
            return $"a new image is known since {since:yyyy-MM-dd HH:mm} UTC and is taken after "
                + DurationConverter.Format(config.Cooldown);
        }

        return config.Window is { } text && UpdateWindow.TryParse(text, out var window, out _) && !window!.IsOpen(now)
            ? $"a new image waits for the window {text} UTC"
            : null;
    }
}
