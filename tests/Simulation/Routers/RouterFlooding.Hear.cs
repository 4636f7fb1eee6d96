using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Simulation.Laws;

namespace Perch.Tests.Simulation.Routers;

/// <summary>What is done with LSAs that come in (RFC 2328 13).</summary>
internal sealed partial class RouterFlooding
{
    /// <summary>RFC 2328 B. It is for what was flooded, not for what is originated (RFC 2328 13 step 5a).</summary>
    private static readonly TimeSpan MinLsArrival = TimeSpan.FromSeconds(1);

    public void Hear(RouterInterface link, RouterNeighbor neighbor, LinkStateUpdate update)
    {
        var direct = new List<byte>();
        foreach (var lsa in update)
        {
            var key = lsa.Header.Key;
            Law.Holds(lsa.IsValid(out var fault), "packets", $"{router.Name}: an LSA of {neighbor.Id}: {fault}");
            Law.Holds(lsa.Body.Length > 0, "packets", $"{router.Name}: {key} without a body: BIRD drops the adjacency");
            Law.Holds(Takes(key.Type), "packets", $"{router.Name}: {key} in an area that does not take it");
            if (neighbor.IsAtLeast(State.Exchange))
            {
                Hear(link, neighbor, lsa, direct);
            }
        }

        Flush();
        Acknowledge(link, direct, neighbor);
    }

    public static void Hear(RouterNeighbor neighbor, LinkStateAcknowledgement acknowledgement)
    {
        for (var i = 0; i < acknowledgement.Headers.Count; i++)
        {
            var header = acknowledgement.Headers[i];
            if (neighbor.Unacknowledged.TryGetValue(header.Key, out var sent)
                && (sent.Sequence, sent.Checksum, sent.IsMaxAge) == (header.Sequence, header.Checksum, header.IsMaxAge))
            {
                neighbor.Unacknowledged.Remove(header.Key);
            }
        }
    }

    private void Hear(RouterInterface link, RouterNeighbor neighbor, Lsa lsa, List<byte> direct)
    {
        var header = lsa.Header;
        var have = Of(link, header.Key).Find(header.Key);
        var freshness = have is null ? 1 : header.CompareFreshness(have.HeaderAt(Now));
        if (header.IsMaxAge && have is null && !router.IsSynchronising)
        {
            Add(direct, header);
        }
        else if (freshness > 0)
        {
            HearNewer(link, neighbor, lsa, have);
        }
        else if (neighbor.Requests.ContainsKey(header.Key))
        {
            link.Fail(neighbor, "it sends less than it has described");
        }
        else if (freshness < 0)
        {
            SendBack(link, neighbor, have!);
        }
        else if (!neighbor.Unacknowledged.Remove(header.Key))
        {
            Add(direct, header);
        }
        else if (link.IsBackup && link.NameOf(neighbor) == link.DesignatedRouter)
        {
            Delay(link, header);
        }
    }

    private void HearNewer(RouterInterface link, RouterNeighbor neighbor, Lsa lsa, StoredLsa? have)
    {
        var header = lsa.Header;
        var isOwn = header.Key.AdvertisingRouter == router.Id;
        if (have is not null && !isOwn && Now - have.At < MinLsArrival)
        {
            router.Note($"drops {header.Key} {header.Sequence} of {neighbor.Id}: within MinLSArrival");
            return;
        }

        var stored = new StoredLsa(header, lsa.Bytes.ToArray(), Now);
        var isFloodedBack = Install(link, stored, neighbor);
        if (!isFloodedBack && (!link.IsBackup || link.NameOf(neighbor) == link.DesignatedRouter))
        {
            Delay(link, header);
        }

        if (isOwn)
        {
            router.Own.Overtaken(header.Key);
        }
    }

    /// <summary>RFC 2328 13 step 8.</summary>
    private void SendBack(RouterInterface link, RouterNeighbor neighbor, StoredLsa have)
    {
        if (Now >= have.SendBackNotBefore && !(have.Header.Sequence == SequenceNumber.Max && have.IsAged))
        {
            have.SendBackNotBefore = Now + MinLsArrival;
            SendTo(link, neighbor, [have]);
        }
    }

    private bool Takes(LsType type) => type switch
    {
        LsType.AsExternal or LsType.AsExternal3 => router.Settings.AreaType == AreaType.Normal,
        LsType.Nssa or LsType.Nssa3 => router.Settings.AreaType == AreaType.Nssa,
        _ => true,
    };
}
