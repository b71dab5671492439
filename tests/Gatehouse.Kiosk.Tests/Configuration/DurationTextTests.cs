using System.Globalization;
using CsCheck;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.Tests.Configuration;

public sealed class DurationTextTests
{
    private static readonly string[] Units = ["", "ms", " s", " min", "h"];

    [Theory]
    [InlineData("300 ms", 300)]
    [InlineData("300ms", 300)]
    [InlineData("5 s", 5000)]
    [InlineData("1.5 s", 1500)]
    [InlineData("2 min", 120_000)]
    [InlineData("0 s", 0)]
    [InlineData("1 h", 3_600_000)]
    public void Reads_what_people_write(string text, double milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5 s")]
    [InlineData("5 S")]
    [InlineData("5 sec")]
    [InlineData("1,5 s")]
    [InlineData("1e3 s")]
    [InlineData("NaN s")]
    [InlineData("Infinity s")]
    [InlineData("-Infinity s")]
    [InlineData("99999999999999999999 h")]
    [InlineData("00:00:05")]
    public void Refuses_everything_else(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Fact]
    public void Never_throws_and_is_never_negative_whatever_is_written()
    {
        var number = Gen.OneOf(Gen.String, Gen.Double.Select(d => d.ToString(CultureInfo.InvariantCulture)));
        Gen.Select(number, Gen.Int[0, Units.Length - 1]).Sample((text, unit) =>
            DurationText.TryParse(text + Units[unit], out var duration) ? duration >= TimeSpan.Zero : duration == default);
    }

    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.Long[0, 1_000_000_000].Select(ms => TimeSpan.FromMilliseconds(ms)).Sample(duration =>
            DurationText.TryParse(DurationText.Format(duration), out var read) && read == duration);

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(250, "250 ms")]
    [InlineData(1500, "1500 ms")]
    [InlineData(5000, "5 s")]
    [InlineData(300_000, "5 min")]
    [InlineData(7_200_000, "2 h")]
    public void Writes_the_largest_whole_unit(double milliseconds, string text) =>
        Assert.Equal(text, DurationText.Format(TimeSpan.FromMilliseconds(milliseconds)));
}
