using Perch.Lab;

namespace Perch.Bench;

/// <summary>A way to make the name server anycast.</summary>
internal interface IScheme
{
    string Name { get; }

    /// <summary>Container of the name server.</summary>
    string Application { get; }

    /// <summary>Container that announces.</summary>
    string Announcer { get; }

    /// <summary>Line of shell that starts everything on a host.</summary>
    string Up { get; }

    /// <summary>Line of shell that replaces the application's container, as an update does.</summary>
    string Update { get; }

    /// <summary>Puts on a host what <see cref="Up"/> needs.</summary>
    Task PrepareAsync(Host host, CancellationToken cancellationToken);
}
