namespace Perch.Routing.Ospf.Lsas;

/// <summary>One instance of an LSA of ours, kept to be sent again.</summary>
/// <param name="Header">As it was originated.</param>
/// <param name="Bytes">Header and body.</param>
internal sealed record LsaInstance(LsaHeader Header, byte[] Bytes)
{
    public ReadOnlySpan<byte> Body => Bytes.AsSpan(LsaHeader.Size);
}
