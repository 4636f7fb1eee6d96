using System.Text;
using Perch.Linux;

namespace Perch.Speaker.Commands;

/// <summary>What a command prints: straight to the descriptors.</summary>
internal static class Output
{
    public static void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    public static void Write(byte[] text) => StandardOutput.Write(text);

    public static void WriteError(string text) => StandardOutput.WriteError(Encoding.UTF8.GetBytes(text));
}
