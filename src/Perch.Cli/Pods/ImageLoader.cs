using Perch.Cli.Commands;
using Perch.Cli.Terminal;
using Perch.Docker;
using Perch.Images;

namespace Perch.Cli.Pods;

/// <summary>Gives an engine the two images of Perch, if it lacks exactly these: no registry is asked.</summary>
internal sealed class ImageLoader(DockerClient docker, Screen screen)
{
    public async Task LoadAsync(ImageStore store, CancellationToken cancellationToken)
    {
        var engine = await docker.EngineVersionAsync(cancellationToken);
        if (!ImageStore.TryFindHolder(engine.Architecture, out var holder, out var problem)
            || !store.TryFindSpeaker(engine.Architecture, out var speaker, out problem))
        {
            throw new CommandFailure(ExitCode.Failed, $"The engine at {docker.Endpoint} needs an image: {problem}");
        }

        await LoadAsync(holder, cancellationToken);
        await LoadAsync(speaker, cancellationToken);
    }

    /// <summary>Gives it the agent's image.</summary>
    public async Task LoadAgentAsync(ImageStore store, CancellationToken cancellationToken)
    {
        var engine = await docker.EngineVersionAsync(cancellationToken);
        if (!store.TryFindAgent(engine.Architecture, out var agent, out var problem))
        {
            throw new CommandFailure(ExitCode.Failed, $"The engine at {docker.Endpoint} needs an image: {problem}");
        }

        await LoadAsync(agent, cancellationToken);
    }

    private async Task LoadAsync(ImageArchive archive, CancellationToken cancellationToken)
    {
        if (await docker.FindImageAsync(archive.Reference, cancellationToken) is { } there && archive.IsImage(there.Id))
        {
            return;
        }

        screen.Say($"loading {archive.Reference} for {archive.Platform} into the engine");
        await using var content = archive.OpenRead();
        await docker.LoadImageAsync(content, cancellationToken);
    }
}
