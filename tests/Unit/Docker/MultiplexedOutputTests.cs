using Perch.Docker;
using Perch.Docker.Transport;

namespace Perch.Tests.Unit.Docker;

public sealed class MultiplexedOutputTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_two_empty_texts() =>
        Assert.Equal(new MultiplexedOutput("", ""), await ReadAsync([]));

    [Fact]
    public async Task A_character_split_over_two_frames_stays_whole() =>
        Assert.Equal("é", (await ReadAsync([1, 0, 0, 0, 0, 0, 0, 1, 0xC3, 1, 0, 0, 0, 0, 0, 0, 1, 0xA9])).Stdout);

    [Theory]
    [InlineData(new byte[] { 1, 0, 0, 0 })]
    [InlineData(new byte[] { 9, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 1, 0, 0, 0, 0, 0, 0, 9, 1 })]
    public async Task What_is_not_frames_is_an_error_never_a_hang(byte[] bytes) =>
        await Assert.ThrowsAsync<DockerException>(() => ReadAsync(bytes));

    private static Task<MultiplexedOutput> ReadAsync(byte[] bytes) =>
        MultiplexedOutput.ReadAsync(new MemoryStream(bytes), Cancel);
}
