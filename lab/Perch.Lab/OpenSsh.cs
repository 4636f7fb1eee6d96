namespace Perch.Lab;

/// <summary>OpenSSH, which no machine of the lab has: unpacked over its disk.</summary>
public static class OpenSsh
{
    private const string ServerConfig = """
        HostKey /root/.ssh/host
        PermitRootLogin yes
        UsePAM no

        """;

    /// <summary>Lets root of one machine be root of another, by a key.</summary>
    public static async Task LetInAsync(Machine client, Machine server, CancellationToken cancellationToken)
    {
        foreach (var machine in (Machine[])[client, server])
        {
            await machine.DoAsync(
                $"tar -C / --keep-directory-symlink --skip-old-files -xf {DockerEngine.Images}/openssh-server.tar "
                + "./usr ./lib && mkdir -pm 700 /root/.ssh",
                cancellationToken);
        }

        await client.DoAsync(
            "ssh-keygen -qN '' -f /root/.ssh/id_ed25519 && echo StrictHostKeyChecking accept-new >/root/.ssh/config",
            cancellationToken);
        var key = await client.DoAsync("cat /root/.ssh/id_ed25519.pub", cancellationToken);
        await server.WriteAsync("/root/.ssh/authorized_keys", key, cancellationToken);
        await server.WriteAsync("/root/.ssh/sshd_config", ServerConfig, cancellationToken);
        await server.DoAsync(
            "mkdir -p /run/sshd && echo sshd:x:105:65534::/run/sshd:/usr/sbin/nologin >>/etc/passwd "
            + "&& ssh-keygen -qN '' -f /root/.ssh/host",
            cancellationToken);
        await server.StartDaemonAsync(
            "/usr/sbin/sshd -D -e -f /root/.ssh/sshd_config", "/var/log/sshd.log", cancellationToken);
    }
}
