using Perch.Model;
using Perch.Routing.Ospf.Database;
using Perch.Routing.Ospf.Interfaces;
using Perch.Routing.Ospf.Origination;
using Perch.Routing.Ospf.Reasons;

namespace Perch.Routing.Ospf.Neighbors;

/// <summary>Drives every neighbor through <see cref="NeighborTable"/> and does what its rows say.</summary>
internal sealed class NeighborMachine
{
    private readonly Leaf _leaf;
    private readonly OwnLsas _own;
    private readonly ForeignLsas _foreign;

    public NeighborMachine(Leaf leaf, OwnLsas own, ForeignLsas foreign)
    {
        (_leaf, _own, _foreign) = (leaf, own, foreign);
        Requests = new RequestProtocol(leaf, foreign);
        Descriptions = new DescriptionProtocol(leaf, own, Requests, Fire);
    }

    public DescriptionProtocol Descriptions { get; }

    public RequestProtocol Requests { get; }

    /// <summary>When an exchange has to be looked at, or a silent neighbor dies.</summary>
    public TimeSpan Due
    {
        get
        {
            var due = TimeSpan.MaxValue;
            foreach (var neighbor in _leaf.Neighbors)
            {
                due = Earliest(due, neighbor.InactiveAt);
                due = Earliest(due, neighbor.Exchange.ResendAt ?? TimeSpan.MaxValue);
                due = Earliest(due, neighbor.Exchange.Requests.ResendAt ?? TimeSpan.MaxValue);
                due = Earliest(due, neighbor.IsExchanging ? neighbor.Exchange.ProgressBy : TimeSpan.MaxValue);
            }

            return due;
        }
    }

    public void Fire(Neighbor neighbor, NeighborEvent on)
    {
        if (NeighborTable.Find(neighbor.State, on, _leaf.WantsAdjacency(neighbor)) is not { } row)
        {
            return;
        }

        var from = neighbor.State;
        if (row.To is { } to)
        {
            (neighbor.State, neighbor.Since) = (to, _leaf.Now);
            _leaf.IsChanged = true;
            neighbor.ExchangingSince = from is NeighborState.ExStart or NeighborState.Exchange
                ? neighbor.ExchangingSince
                : _leaf.Now;
            _leaf.Outbox.Say(Severity.Debug, Sentences.Step(_leaf.Link, neighbor, from, on));
        }

        Do(row.Do, neighbor, from);
        var isOneOfAll = on is NeighborEvent.KillNbr or NeighborEvent.LlDown;
        if (!isOneOfAll && (from >= NeighborState.TwoWay) != (neighbor.State >= NeighborState.TwoWay))
        {
            NeighborChange();
        }
    }

    /// <summary>The set of two-way neighbors, or what one declares, has changed (RFC 2328 9.2 and 9.4).</summary>
    public void NeighborChange()
    {
        if (DesignatedRouters.Read(_leaf))
        {
            FireAll(NeighborEvent.AdjOk);
        }
    }

    public void FireAll(NeighborEvent on)
    {
        for (var i = _leaf.Neighbors.Count - 1; i >= 0; i--)
        {
            Fire(_leaf.Neighbors[i], on);
        }
    }

    /// <summary>All at once: nobody is greeted as the new designated router because the old one went first.</summary>
    public void EndAll(NeighborEvent on)
    {
        FireAll(on);
        NeighborChange();
    }

    public void Run()
    {
        for (var i = _leaf.Neighbors.Count - 1; i >= 0; i--)
        {
            var neighbor = _leaf.Neighbors[i];
            if (_leaf.Now >= neighbor.InactiveAt)
            {
                Fire(neighbor, NeighborEvent.InactivityTimer);
            }
            else
            {
                Descriptions.Resend(neighbor);
                Requests.Resend(neighbor);
            }
        }
    }

    private void Do(NeighborAction action, Neighbor neighbor, NeighborState from)
    {
        if (from >= NeighborState.Exchange && neighbor.State < NeighborState.Exchange)
        {
            _own.Lost(neighbor);
            if (!_leaf.Neighbors.Exists(other => other.State >= NeighborState.Exchange))
            {
                _foreign.Clear();
            }
        }

        if (from == NeighborState.Full)
        {
            neighbor.FirstHeard = _leaf.Now;
            _leaf.Outbox.Say(Severity.Warning, Sentences.Lost(_leaf.Link, neighbor));
        }

        switch (action)
        {
            case NeighborAction.OpenExchange:
                Descriptions.Open(neighbor);
                break;
            case NeighborAction.Flood:
                _leaf.Outbox.Say(Severity.Information, Sentences.Full(_leaf.Link, neighbor, _leaf.Now));
                _own.Joined(neighbor);
                break;
            case NeighborAction.DropExchange:
                neighbor.Exchange.Drop();
                break;
            case NeighborAction.Forget:
                _leaf.Neighbors.Remove(neighbor);
                break;
            case NeighborAction.Describe:
            case NeighborAction.None:
                break;
        }
    }

    private static TimeSpan Earliest(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
