namespace Perch.Routing.Ospf.Packets;

/// <summary>Why bytes are no OSPF packet, with the value that was found and the one that bounds it.</summary>
internal readonly record struct DecodeError(DecodeFault Fault, long Found = 0, long Bound = 0)
{
    public override string ToString() => Fault switch
    {
        DecodeFault.None => "no error",
        DecodeFault.TooShort => $"{Found} bytes where {Bound} are the least",
        DecodeFault.Version => $"OSPF version {Found}, not {Bound}",
        DecodeFault.Type => $"packet type {Found}, which does not exist",
        DecodeFault.Length => $"a length field of {Found} over {Bound} bytes",
        DecodeFault.Checksum => $"checksum 0x{Found:x4} where 0x{Bound:x4} is right",
        DecodeFault.Ragged => $"a list of {Found} bytes, no multiple of {Bound}",
        DecodeFault.LsaLength => $"an LSA of {Found} bytes where {Bound} are left",
        DecodeFault.LsaCount => $"{Found} LSAs announced, {Bound} there",
        DecodeFault.PrefixLength => $"a prefix of {Found} bits",
        _ => Fault.ToString(),
    };
}

/// <summary>Every way in which a packet can be malformed.</summary>
internal enum DecodeFault
{
    None,
    TooShort,
    Version,
    Type,
    Length,
    Checksum,
    Ragged,
    LsaLength,
    LsaCount,
    PrefixLength,
}
