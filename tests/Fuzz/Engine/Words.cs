namespace Perch.Tests.Fuzz.Engine;

/// <summary>What OSPF packets are full of, and no chance would find.</summary>
internal static class Words
{
    public static readonly byte[][] All =
    [
        .. new[]
        {
            // Packet headers, versions 2 and 3.
            "0201", "0202", "0203", "0204", "0205", "0301", "0302", "0303", "0304", "0305",

            // MaxAge, one more, DoNotAge with either; first, last and reserved sequence number.
            "0e10", "0e11", "8000", "8e10", "80000001", "7fffffff", "80000000", "ffffffff", "00000000",

            // LS types of OSPFv3, and of OSPFv2 behind options.
            "0008", "2001", "2002", "2003", "2004", "2007", "2009", "4005", "6001", "0201", "0202", "0205", "0807",
            "0209", "020a", "020b",

            // Link lengths, MTUs, flags of a Database Description, intervals.
            "0014", "0018", "0024", "002c", "05dc", "0240", "2328", "0001", "0007", "0003", "0002", "000a", "00000028",

            // 224.0.0.5, ff02::5, a mask, our router id and others of the instances under test.
            "e0000005", "ffffff00", "ac120336", "c0000201", "01010101", "ac120301",
        }.Select(Convert.FromHexString),
    ];
}
