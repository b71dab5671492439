using Gatehouse.Hardware.Distance;

namespace Gatehouse.Hardware.Tests.Distance;

public sealed class TfFramesTests
{
    /// <summary>A TFmini-S: 207 cm, amplitude 8971, its chip at 58 °C.</summary>
    /// <remarks>github.com/opensensinglab/tfmini/pull/16, its bytes printed one by one.</remarks>
    private const string Published = "5959CF000B23D00988";

    [Fact]
    public void Reads_a_published_frame() => Assert.Equal([new TfFrame(207, 8971)], Frames(Published));

    /// <summary>
    /// Frames of TFmini Plus sensors whose sum arrived wrong by one. The layout is the manual's, so each is right with the
    /// sum that the manual wants (Benewake, SJ-PM-TF-Luna A05, appendix I: the low byte of the sum of the first eight).
    /// </summary>
    /// <remarks>github.com/budryerson/TFMini-Plus, issues 11 and 15.</remarks>
    [Theory]
    [InlineData("5959EC0002142809E4", 0xE5, 236, 0x1402)]
    [InlineData("5959ED007115280856", 0x55, 237, 0x1571)]
    [InlineData("5959ED000D172809F3", 0xF4, 237, 0x170D)]
    [InlineData("5959ED00271628090C", 0x0D, 237, 0x1627)]
    [InlineData("5959EC003C16280922", 0x21, 236, 0x163C)]
    [InlineData("5959EC00451628092B", 0x2A, 236, 0x1645)]
    [InlineData("5959E7004507180A06", 0x07, 231, 0x0745)]
    public void Refuses_published_frames_with_a_wrong_sum(string captured, byte sum, int centimetres, int amplitude)
    {
        var frames = new TfFrames();
        Assert.Empty(Frames(captured, frames));
        Assert.Equal(1, frames.Spoilt);
        Assert.Equal([new TfFrame(centimetres, amplitude)], Frames(captured[..^2] + sum.ToString("X2", null)));
    }

    [Theory]
    [InlineData("00FF59" + Published)]
    [InlineData("59" + Published)]
    [InlineData("595959595959595900" + Published)]
    [InlineData("5959CF000B23D0" + Published)]
    [InlineData("5959CF000B23D00987" + Published)]
    public void Finds_the_frame_after_noise(string bytes) => Assert.Equal(new TfFrame(207, 8971), Frames(bytes)[^1]);

    [Fact]
    public void Reads_frame_after_frame_in_any_pieces()
    {
        for (var size = 1; size <= 3 * TfFrames.Size; size++)
        {
            Assert.Equal(Enumerable.Repeat(new TfFrame(207, 8971), 5), Frames(string.Concat(Enumerable.Repeat(Published, 5)), size: size));
        }
    }

    [Fact]
    public void A_restart_forgets_what_had_begun()
    {
        var frames = new TfFrames();
        Assert.Empty(Frames(Published[..10], frames));
        frames.Restart();
        Assert.Empty(Frames(Published[10..], frames));
        Assert.Single(Frames(Published, frames));
        Assert.Equal(0, frames.Spoilt);
    }

    /// <summary>TF-Luna: an amplitude below 100 or of 65535 means nothing (manual, 5.4). TFmini: beyond 12 m means nothing.</summary>
    [Theory]
    [InlineData(50, 100, true)]
    [InlineData(50, 99, false)]
    [InlineData(50, 65534, true)]
    [InlineData(50, 65535, false)]
    [InlineData(1200, 3000, true)]
    [InlineData(1201, 3000, false)]
    [InlineData(65535, 3000, false)]
    public void Knows_a_distance_that_means_nothing(int centimetres, int amplitude, bool reliable) =>
        Assert.Equal(reliable, new TfFrame(centimetres, amplitude).IsReliable);

    private static List<TfFrame> Frames(string hex, TfFrames? frames = null, int size = int.MaxValue)
    {
        frames ??= new TfFrames();
        var found = new List<TfFrame>();
        for (var rest = Convert.FromHexString(hex).AsSpan(); !rest.IsEmpty;)
        {
            if (frames.Take(rest[..Math.Min(size, rest.Length)], out var used) is { } frame)
            {
                found.Add(frame);
            }

            rest = rest[used..];
        }

        return found;
    }
}
