namespace Perch.Model.Status;

/// <summary>Whether taking a service off the network would leave nobody to answer.</summary>
public static class LastOne
{
    /// <summary>A sentence with the fix; null when every address that would go is announced by another router too, or
    /// none would go.</summary>
    public static string? Objection(SpeakerStatus status)
    {
        foreach (var address in status.Addresses)
        {
            if (IsAtStake(status, address) && !address.AlsoAnnouncedBy.Any(other => !other.Depreferred))
            {
                return Objection(address);
            }
        }

        return null;
    }

    private static string Objection(AddressStatus address)
    {
        if (address.Knowledge is not Knowledge.Complete)
        {
            return $"whether another router announces {address.Address} cannot be known "
                + $"({address.KnowledgeReason ?? "this speaker does not say"}): see for yourself, then add --force";
        }

        var draining = address.AlsoAnnouncedBy.Count == 0 ? ""
            : $" ({address.AlsoAnnouncedBy[0].RouterId} does so with the largest metric, on its way off)";
        return $"no other router announces {address.Address}{draining}: nobody would answer it any more; announce it "
            + "from another host first, or add --force";
    }

    /// <summary>Its gate is open: it is announced, or will be as soon as a router is there.</summary>
    private static bool IsAtStake(SpeakerStatus status, AddressStatus address)
    {
        var family = address.Address.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4";
        var gate = status.Gates.FirstOrDefault(gate => gate.Family == family) ?? status.Gate;
        return gate.State is GateState.Up or GateState.Falling;
    }
}
