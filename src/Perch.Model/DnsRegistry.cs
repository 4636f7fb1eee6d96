using System.Globalization;

namespace Perch.Model;

/// <summary>Names of the IANA registry "Domain Name System (DNS) Parameters" that a probe may use.</summary>
public static class DnsRegistry
{
    public const ushort A = 1;
    public const ushort Ns = 2;
    public const ushort Cname = 5;
    public const ushort Soa = 6;
    public const ushort Ptr = 12;
    public const ushort Mx = 15;
    public const ushort Txt = 16;
    public const ushort Aaaa = 28;
    public const ushort Srv = 33;
    public const ushort Dname = 39;

    private static readonly Dictionary<string, ushort> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["A"] = A,
        ["NS"] = Ns,
        ["CNAME"] = Cname,
        ["SOA"] = Soa,
        ["PTR"] = Ptr,
        ["HINFO"] = 13,
        ["MX"] = Mx,
        ["TXT"] = Txt,
        ["RP"] = 17,
        ["AFSDB"] = 18,
        ["AAAA"] = Aaaa,
        ["LOC"] = 29,
        ["SRV"] = Srv,
        ["NAPTR"] = 35,
        ["CERT"] = 37,
        ["DNAME"] = Dname,
        ["DS"] = 43,
        ["SSHFP"] = 44,
        ["RRSIG"] = 46,
        ["NSEC"] = 47,
        ["DNSKEY"] = 48,
        ["NSEC3"] = 50,
        ["NSEC3PARAM"] = 51,
        ["TLSA"] = 52,
        ["SMIMEA"] = 53,
        ["CDS"] = 59,
        ["CDNSKEY"] = 60,
        ["OPENPGPKEY"] = 61,
        ["CSYNC"] = 62,
        ["ZONEMD"] = 63,
        ["SVCB"] = 64,
        ["HTTPS"] = 65,
        ["SPF"] = 99,
        ["ANY"] = 255,
        ["URI"] = 256,
        ["CAA"] = 257,
    };

    /// <summary>By code: those that fit the four bits of the header (RFC 1035 4.1.1, RFC 2136 2.2).</summary>
    private static readonly string[] Rcodes =
    [
        "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED",
        "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH", "NOTZONE",
    ];

    /// <summary>A registered name in any case, or TYPEn (RFC 3597 5).</summary>
    public static bool TryType(string? name, out ushort type)
    {
        type = 0;
        return name is not null
            && (Types.TryGetValue(name, out type)
                || (name.StartsWith("TYPE", StringComparison.OrdinalIgnoreCase)
                    && ushort.TryParse(name.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out type)));
    }

    public static bool TryRcode(string? name, out int rcode)
    {
        rcode = Array.FindIndex(Rcodes, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        return rcode >= 0;
    }

    /// <summary>"NXDOMAIN", or "RCODE13" for a code without a name.</summary>
    public static string RcodeName(int rcode) => rcode < Rcodes.Length ? Rcodes[rcode] : $"RCODE{rcode}";
}
