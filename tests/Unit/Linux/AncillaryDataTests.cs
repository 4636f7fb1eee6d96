using Perch.Linux;

namespace Perch.Tests.Unit.Linux;

public sealed class AncillaryDataTests
{
    [Fact]
    public void What_is_written_is_read_one_after_the_other()
    {
        var bytes = new byte[24 + 40];
        AncillaryData.Write(bytes, 41, 52, 4)[0] = 255;
        AncillaryData.Write(bytes.AsSpan(24), 41, 50, 20).Fill(7);
        ReadOnlySpan<byte> rest = bytes;

        Assert.True(AncillaryData.TryTake(ref rest, out var first));
        Assert.Equal((41, 52, 4, 255), (first.Level, first.Type, first.Value.Length, first.Value[0]));
        Assert.True(AncillaryData.TryTake(ref rest, out var second));
        Assert.Equal((41, 50, 20, 7), (second.Level, second.Type, second.Value.Length, second.Value[19]));
        Assert.False(AncillaryData.TryTake(ref rest, out _));
    }

    [Fact]
    public void What_is_cut_short_or_says_a_wrong_length_never_throws()
    {
        var bytes = new byte[24];
        AncillaryData.Write(bytes, 41, 52, 4);
        for (var length = 0; length < 20; length++)
        {
            ReadOnlySpan<byte> cut = bytes.AsSpan(0, length);
            Assert.False(AncillaryData.TryTake(ref cut, out _));
        }

        for (var value = 0; value < 256; value++)
        {
            var wrong = bytes.ToArray();
            wrong[value % 8] = (byte)value;
            ReadOnlySpan<byte> rest = wrong;
            while (AncillaryData.TryTake(ref rest, out _))
            {
            }
        }
    }
}
