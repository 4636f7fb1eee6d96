namespace Perch.Compose.Keys;

/// <summary>The registry's names for types and response codes (IANA, Domain Name System Parameters), and what a name is.</summary>
internal static class DnsWords
{
    private static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        "A", "NS", "CNAME", "SOA", "PTR", "HINFO", "MX", "TXT", "RP", "AFSDB", "AAAA", "LOC", "SRV", "NAPTR", "CERT",
        "DNAME", "DS", "SSHFP", "RRSIG", "NSEC", "DNSKEY", "NSEC3", "NSEC3PARAM", "TLSA", "SMIMEA", "CDS", "CDNSKEY",
        "OPENPGPKEY", "CSYNC", "ZONEMD", "SVCB", "HTTPS", "SPF", "URI", "CAA", "ANY",
    };

    private static readonly HashSet<string> Rcodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH",
        "NOTZONE",
    };

    /// <summary>A name, or TYPE and a number (RFC 3597 5).</summary>
    public static bool IsType(string text) =>
        Types.Contains(text)
        || (text.StartsWith("TYPE", StringComparison.OrdinalIgnoreCase) && ushort.TryParse(text.AsSpan(4), out _));

    public static bool IsRcode(string text) => Rcodes.Contains(text);

    /// <summary>What is wrong with a domain name; null when it can be asked for (RFC 1035 2.3.4).</summary>
    public static string? CheckName(string text)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        if (text == ".")
        {
            return null;
        }

        var labels = name.Split('.');
        return name.Length > 253 ? $"a domain name has at most 253 letters, this one {name.Length}"
            : labels.Any(label => label.Length == 0) ? $"'{text}' has an empty label"
            : labels.Any(label => label.Length > 63) ? $"a label has at most 63 letters, '{labels.MaxBy(l => l.Length)}' has more"
            : name.Any(c => c is <= ' ' or > '~') ? $"'{text}' holds a letter that no domain name has"
            : null;
    }
}
