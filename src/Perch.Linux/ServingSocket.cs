namespace Perch.Linux;

/// <summary>A socket that serves IPv4: TCP that listens, UDP that is bound and not connected.</summary>
/// <param name="Address">Big-endian; zero takes what is sent to any address.</param>
public readonly record struct ServingSocket(TransportProtocol Protocol, int Port, uint Address)
{
    public bool Serves(uint address) => Address == 0 || Address == address;
}

/// <summary>IANA protocol numbers.</summary>
public enum TransportProtocol : byte
{
    Tcp = 6,
    Udp = 17,
}
