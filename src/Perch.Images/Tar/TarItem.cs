namespace Perch.Images.Tar;

/// <summary>One file or directory of an archive, owned by root.</summary>
/// <param name="Path">Relative to the archive's root; a directory's ends with a slash.</param>
/// <param name="Content">Null for a directory.</param>
internal sealed record TarItem(string Path, byte[]? Content, UnixFileMode Mode)
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Runnable =
        Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static TarItem File(string path, byte[] content) => new(path, content, Readable);

    public static TarItem Executable(string path, byte[] content) => new(path, content, Runnable);

    public static TarItem Directory(string path) => new(path + "/", null, Runnable);
}
