using System.Formats.Tar;
using System.Text;
using Perch.Agent.Update;

namespace Perch.Tests.Unit.Agent.Update;

/// <summary>What Compose copied in travels with its whole path, mode and owner.</summary>
public sealed class CopiedFilesTests
{
    [Fact]
    public void A_file_is_unpacked_over_the_root_under_its_whole_path()
    {
        var file = new PaxTarEntry(TarEntryType.RegularFile, "zone")
        {
            Mode = (UnixFileMode)0x120,
            Uid = 953,
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes("example.dn42")),
        };

        var moved = Assert.Single(Read(CopiedFiles.Rebase(Write(file), "/run/secrets/zone")));

        Assert.Equal(("run/secrets/zone", 953, (UnixFileMode)0x120), (moved.Name, moved.Uid, moved.Mode));
        using var text = new StreamReader(moved.DataStream!);
        Assert.Equal("example.dn42", text.ReadToEnd());
    }

    [Fact]
    public void A_folder_keeps_what_is_in_it()
    {
        var moved = Read(CopiedFiles.Rebase(
            Write(
                new PaxTarEntry(TarEntryType.Directory, "conf/"),
                new PaxTarEntry(TarEntryType.RegularFile, "conf/one")),
            "/etc/dns"));
        Assert.Equal(["etc/dns/", "etc/dns/one"], moved.Select(entry => entry.Name));
    }

    private static byte[] Write(params TarEntry[] entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            Array.ForEach(entries, writer.WriteEntry);
        }

        return stream.ToArray();
    }

    private static List<TarEntry> Read(byte[] archive)
    {
        using var reader = new TarReader(new MemoryStream(archive));
        var entries = new List<TarEntry>();
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }
}
