using System.Runtime.InteropServices;
using Perch.Linux;

namespace Perch.Speaker;

/// <summary>The signals that a speaker leaves on: SIGTERM and SIGINT stop it, SIGUSR1 hands over to a
/// successor.</summary>
internal sealed class Signals(Inbox inbox, Departure departure) : IDisposable
{
    /// <summary><c>SIGUSR1</c> of asm/signal.h, the same on every architecture of Perch.</summary>
    private const PosixSignal User1 = (PosixSignal)10;

    private readonly PosixSignalRegistration[] _registrations =
    [
        On(PosixSignal.SIGTERM, inbox, () => departure.Stop("SIGTERM")),
        On(PosixSignal.SIGINT, inbox, () => departure.Stop("SIGINT")),
        On(User1, inbox, () => departure.HandOver("SIGUSR1")),
    ];

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private static PosixSignalRegistration On(PosixSignal signal, Inbox inbox, Action act) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            inbox.Post(act);
        });
}
