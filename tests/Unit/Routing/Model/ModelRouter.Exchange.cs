using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using static Perch.Routing.Ospf.Packets.DescriptionFlags;

namespace Perch.Tests.Unit.Routing.Model;

/// <summary>The router's side of the exchange of Database Descriptions (RFC 2328 10.6 and 10.8).</summary>
internal sealed partial class ModelRouter
{
    /// <summary>RFC 2328 10.7: a request for what is not there ends the adjacency.</summary>
    private void HearRequest(LinkStateRequest request)
    {
        for (var i = 0; i < request.Count && State >= ModelState.Exchange; i++)
        {
            var key = request[i];
            RequestsHeard.Add(key);
            var found = Foreign.Find(lsa => LsaHeader.Read(Link.Version, lsa).Key == key);
            Assert.True(found is not null, $"BadLSReq: {key}");
            if (!LosesAnswers)
            {
                Transmit(Update([found]));
            }
        }
    }

    private void Open()
    {
        State = ModelState.ExStart;
        _described = 0;
        Describe(Init | More | Master, ++_sequence, []);
    }

    private void HearDescription(DatabaseDescription description)
    {
        var mtu = description.InterfaceMtu;
        if (MtuMustBeEqual ? mtu != 0 && mtu != Mtu : mtu > Mtu)
        {
            return;
        }

        if (State == ModelState.Init)
        {
            Open();
        }

        var opens = description.Flags == (Init | More | Master);
        switch (State)
        {
            case ModelState.ExStart when opens && LeafId.CompareTo(Id) > 0:
                (State, _master, _sequence, _resendAt) = (ModelState.Exchange, false, description.Sequence, null);
                DescribeNext();
                break;
            case ModelState.ExStart
                when (description.Flags & (Init | Master)) == 0 && description.Sequence == _sequence:
                (State, _master) = (ModelState.Exchange, true);
                _sequence++;
                DescribeNext();
                break;
            case ModelState.Exchange when _master && description.Sequence == _sequence && !opens:
                HearAsMaster(description);
                break;
            case ModelState.Exchange when !_master && description.Sequence == _sequence + 1 && !opens:
                _sequence = description.Sequence;
                DescribeNext();
                var done = _described >= Headers().Count;
                State = done && !description.Flags.HasFlag(More) ? ModelState.Full : State;
                break;
            case ModelState.Exchange or ModelState.Full when opens || description.Sequence != _sequence:
                Open();
                break;
            case ModelState.Exchange or ModelState.Full when !_master:
                Transmit(_lastDescription!);
                break;
        }
    }

    private void HearAsMaster(DatabaseDescription description)
    {
        if (_described >= Headers().Count && !description.Flags.HasFlag(More))
        {
            State = ModelState.Full;
            _resendAt = null;
            return;
        }

        _sequence++;
        DescribeNext();
    }

    private void DescribeNext()
    {
        const int PerPacket = 70;
        var headers = Headers();
        var part = headers.Skip(_described).Take(PerPacket).SelectMany(header => header).ToArray();
        _described = Math.Min(_described + PerPacket, headers.Count);
        var more = _described < headers.Count ? More : None;
        Describe(more | (_master ? Master : None), _sequence, part);
    }

    private void Describe(DescriptionFlags flags, uint sequence, byte[] headers)
    {
        _lastDescription = Wrap(new DatabaseDescription
        {
            InterfaceMtu = Mtu,
            Options = Options,
            Flags = flags,
            Sequence = sequence,
            Headers = new LsaHeaderList(Link.Version, headers),
        });
        _resendAt = flags.HasFlag(Master) ? Link.Now + TimeSpan.FromSeconds(5) : null;
        Transmit(_lastDescription);
    }

    private List<byte[]> Headers() =>
    [
        .. Database.Values.Where(lsa => !lsa.Header.IsMaxAge).Select(lsa => lsa.Bytes[..LsaHeader.Size]),
        .. Foreign.Select(lsa => lsa[..LsaHeader.Size]),
        .. _foreign ??= [.. Enumerable.Range(1, ForeignLsas).Select(i => ForeignLsa.External(i)[..LsaHeader.Size])],
    ];
}
