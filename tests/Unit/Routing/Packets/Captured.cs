namespace Perch.Tests.Unit.Routing.Packets;

/// <summary>Packets between two BIRD 2.0.12 on one link, 10.9.0.1 and 10.9.0.2, as tcpdump saw them.</summary>
internal static class Captured
{
    /// <summary>1.1.1.2 names 1.1.1.1 as heard; 10.9.0.2 is the designated router, 10.9.0.1 the backup.</summary>
    public const string Hello =
        "020100300101010200000000e4ad00000000000000000000ffffff0000010201000000040a0900020a09000101010101";

    /// <summary>MTU 1500, flags I, M and MS, no headers.</summary>
    public const string FirstDescription =
        "020200200101010100000000fb130000000000000000000005dc4207cb40eda3";

    /// <summary>The slave's answer: an AS-external-LSA and a router-LSA.</summary>
    public const string Description =
        "020200480101010100000000a6990000000000000000000005dc4200fdba97d0000302050a420100010101018000"
        + "00011d2d00240002420101010101010101018000000104e70024";

    public const string Request =
        "020300300101010100000000e87a00000000000000000000000000050a4202ff01010102000000010101010201010102";

    /// <summary>10.66.2.0/24, type 2, metric 10000; the router-LSA of 1.1.1.2 with one stub link.</summary>
    public const string Update =
        "020400640101010200000000ef970000000000000000000000000002000402050a4202ff01010102800000010c3c0024"
        + "ffffff0080002710000000000000000000034201010101020101010280000001f3f50024020000010a090000ffffff00"
        + "0300000a";

    /// <summary>The network-LSA of 10.9.0.2.</summary>
    public const string NetworkUpdate =
        "0204003c010101020000000036800000000000000000000000000001000142020a0900020101010280000001f4020020"
        + "ffffff000101010201010101";

    /// <summary>A router-LSA with a point-to-point link and a stub link.</summary>
    public const string PointToPointUpdate =
        "0204004c0101010200000000abfa0000000000000000000000000001000142010101010201010102800000026e490030"
        + "02000002010101010a0900020100000a0a090000ffffff000300000a";

    public const string Acknowledgement =
        "020500400101010200000000840300000000000000000000000402050a42010001010101800000011d2d002400034201"
        + "01010101010101018000000104e70024";

    public static IEnumerable<TheoryDataRow<string>> All() =>
        from hex in new[]
        {
            Hello, FirstDescription, Description, Request, Update, NetworkUpdate, PointToPointUpdate, Acknowledgement,
        }
        select new TheoryDataRow<string>(hex);
}
