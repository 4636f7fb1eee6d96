using System.Text.Json.Nodes;
using Perch.Docker;

namespace Perch.Agent.Update;

/// <summary>
/// Binds a member to its holder by name, so that a restart is enough when the holder is made again. An engine writes
/// the identifier into a container whose "container:NAME" it can resolve at the create, and keeps a name that it
/// cannot: for the milliseconds of the create the holder is called otherwise. Undocumented, so looked at afterwards and
/// never relied upon (engines 20.10 and 26.1 do so).
/// </summary>
internal sealed class NameBinding(DockerClient docker)
{
    /// <summary>What the holder is called meanwhile; one that keeps this name was left so by a crash.</summary>
    private const string Meanwhile = ".binding";

    /// <summary>The holder's own name, whatever it is called at the moment.</summary>
    public static string ProperName(string name) =>
        name.EndsWith(Meanwhile, StringComparison.Ordinal) ? name[..^Meanwhile.Length] : name;

    public async Task<string> CreateAsync(
        string name, JsonObject body, Container holder, CancellationToken cancellationToken)
    {
        await docker.RenameContainerAsync(holder.Id, holder.Name + Meanwhile, cancellationToken);
        try
        {
            return await docker.CreateContainerAsync(name, body, cancellationToken);
        }
        finally
        {
            await docker.RenameContainerAsync(holder.Id, holder.Name, CancellationToken.None);
        }
    }

    /// <summary>Gives a holder its name back that a crash left without.</summary>
    public async Task<Container> MendAsync(Container holder, CancellationToken cancellationToken)
    {
        if (ProperName(holder.Name) is var name && name == holder.Name)
        {
            return holder;
        }

        await docker.RenameContainerAsync(holder.Id, name, cancellationToken);
        return await docker.FindContainerAsync(holder.Id, cancellationToken) ?? holder;
    }
}
