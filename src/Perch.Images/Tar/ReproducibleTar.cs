using System.Formats.Tar;

namespace Perch.Images.Tar;

/// <summary>Writes the same bytes for the same items: POSIX ustar, no clock, no user, the order given.</summary>
internal static class ReproducibleTar
{
    public static void Write(Stream output, IEnumerable<TarItem> items)
    {
        using var writer = new TarWriter(output, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var item in items)
        {
            writer.WriteEntry(ToEntry(item));
        }
    }

    public static byte[] Write(IEnumerable<TarItem> items)
    {
        using var output = new MemoryStream();
        Write(output, items);
        return output.ToArray();
    }

    private static UstarTarEntry ToEntry(TarItem item)
    {
        var type = item.Content is null ? TarEntryType.Directory : TarEntryType.RegularFile;
        var entry = new UstarTarEntry(type, item.Path)
        {
            Mode = item.Mode,
            ModificationTime = DateTimeOffset.UnixEpoch,
        };
        if (item.Content is not null)
        {
            entry.DataStream = new MemoryStream(item.Content, writable: false);
        }

        return entry;
    }
}
