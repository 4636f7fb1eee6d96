using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Perch.Speaker.Commands;

/// <summary>What a command prints: straight to the descriptors, since System.Console brings a terminal and
/// threads.</summary>
internal static class Output
{
    public static void Write(string text) => Write(1, Encoding.UTF8.GetBytes(text));

    public static void Write(byte[] text) => Write(1, text);

    public static void WriteError(string text) => Write(2, Encoding.UTF8.GetBytes(text));

    private static void Write(int descriptor, byte[] text)
    {
        using var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, 0);
        stream.Write(text);
    }
}
