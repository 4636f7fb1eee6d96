namespace Perch.Speaker.Gate;

/// <summary>What a gate says about the addresses of its service.</summary>
internal enum Verdict
{
    Withdrawn,

    /// <summary>Announced with the configured metric.</summary>
    Announced,

    /// <summary>Announced with the largest metric there is: traffic goes elsewhere if there is an elsewhere.</summary>
    Depreferred,
}
