using Perch.Linux;
using Perch.Model;

namespace Perch.Speaker.Probes;

/// <summary>The anycast address and port that a probe talks to.</summary>
/// <param name="Transport">"udp" or "tcp".</param>
internal readonly record struct Target(uint Address, string Transport, int Port)
{
    public string Host => DottedQuad.Format(Address);

    /// <summary>What the kernel's refusal means here. A socket of a probe is bound to the very address that it talks
    /// to: where the pod does not hold that address, no other machine is asked instead.</summary>
    public string Explain(Errno errno) => errno switch
    {
        Errno.ConnectionRefused => $"refused: nothing listens on {Transport}/{Port}",
        Errno.AddressNotAvailable => $"{Host} is bound to no interface of the pod",
        Errno.ConnectionReset => "the connection was reset",
        _ => $"{Transport}/{Port}: {errno.Describe()}",
    };
}
