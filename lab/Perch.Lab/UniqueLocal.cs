namespace Perch.Lab;

/// <summary>Every IPv4 address of the lab has an IPv6 address beside it (RFC 4193) that reads like it.</summary>
public static class UniqueLocal
{
    /// <summary>"10.99.1.2" as "fd00:10:99:1::2", "10.99.1.2/24" as "fd00:10:99:1::2/64".</summary>
    public static string Of(string v4)
    {
        var parts = v4.Split('/');
        var numbers = parts[0].Split('.');
        var host = numbers[3] == "0" ? "" : numbers[3];
        return $"fd00:{numbers[0]}:{numbers[1]}:{numbers[2]}::{host}" + (parts.Length > 1 ? "/64" : "");
    }
}
