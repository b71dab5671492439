using System.Runtime.CompilerServices;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Tests.Fuzz;

/// <summary>Any edges on the lines of a Wiegand reader: both low, gaps, short and long intervals, clocks that jump, edges lost.</summary>
public sealed class WiegandFuzzTests
{
    private const int Data0 = 20;
    private const int Data1 = 21;
    private const int PerEdge = 2;
    private const byte Lost = 0x80;

    private static readonly WiegandFormat[] Formats =
        [WiegandFormat.H10301, WiegandFormat.H10306, WiegandFormat.H10302, WiegandFormat.Raw(1), WiegandFormat.Raw(40), WiegandFormat.Raw(64)];

    private static readonly HashSet<string> Names = [.. Formats.Select(format => format.Name)];

    private static readonly WiegandOptions Options = new() { Data0 = Data0, Data1 = Data1, Formats = Formats };

    // The kernel's clock counts nanoseconds in 64 bits.
    private static readonly TimeSpan Latest = TimeSpan.FromMicroseconds(ulong.MaxValue / 1000);

    // From the edge before: usual ones, then each limit from both sides, then what only a clock that jumps gives.
    private static readonly TimeSpan[] Intervals =
    [
        .. new[] { 2000.0, 200, 50, 0, 0.1, 19.9, 20, 149.9, 150, 1000, 20_000, 25_000, 25_000.1, 49_999.9, 50_000, 100_000, -0.1, -1000 }.Select(TimeSpan.FromMicroseconds),
        TimeSpan.FromDays(200_000),
        TimeSpan.FromDays(-200_000),
    ];

    [Fact]
    public void Any_edges_are_badges_or_discarded() => Fuzz.Bytes(200_000, Frame, perInput: 8192, perByte: 128, (input, random) =>
    {
        using var edges = new HostileEdges(Edges(input.ToArray(), random));
        var reader = new WiegandBadgeReader(edges, Options, new HastyTime());
        var reading = CountAsync(reader);
        Assert.False(reading.IsCompleted);
        edges.End();
        Fuzz.Ended(reading);
        var badges = reading.GetAwaiter().GetResult();
        if (badges + reader.Discarded.Values.Sum() > input.Length / PerEdge)
        {
            Assert.Fail($"{badges} badges and {reader.Discarded.Values.Sum()} discarded frames of {input.Length / PerEdge} edges.");
        }

        return badges > 0;
    });

    [Fact]
    public void Any_bits_of_a_format_are_a_badge_of_just_these_bits_or_none() => Fuzz.Try(200_000, random =>
    {
        var format = Formats[random.Next(Formats.Length)];
        var length = random.Next(4) == 0 ? random.Next(-1, WiegandFormat.Longest + 2) : format.Length;
        var frame = (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> (random.Next(8) == 0 ? 0 : WiegandFormat.Longest - format.Length);
        var said = format.Decode(frame, length);
        if (said.Badge is null == said.Fault is null || (said.Badge is { } badge && (format.Encode(badge), format.Length) != (frame, length)))
        {
            Assert.Fail($"{frame:X} of {length} bits is {said} in {format}.");
        }
    });

    private static async Task<int> CountAsync(WiegandBadgeReader reader)
    {
        var badges = 0;
        await foreach (var happened in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var badge = ((BadgeRead)happened).Badge;
            if (!Names.Contains(badge.Format) || badge.Number.Length == 0)
            {
                Assert.Fail($"{badge} is no badge.");
            }

            badges++;
        }

        return badges;
    }

    /// <summary>Two bytes say an edge: which line and way and whether one was lost before it, and how long after the one before.</summary>
    private static List<LineEdge> Edges(byte[] input, Random random)
    {
        var edges = new List<LineEdge>();
        var at = TimeSpan.FromSeconds(random.Next(4) == 0 ? 0 : random.Next(int.MaxValue));
        var sequence = random.Next(4) == 0 ? uint.MaxValue - (uint)random.Next(32) : 0;
        for (var i = 0; i + 1 < input.Length; i += PerEdge)
        {
            at += Intervals[input[i + 1] % Intervals.Length];
            at = at < TimeSpan.Zero ? TimeSpan.Zero : at > Latest ? Latest : at;
            sequence = unchecked(sequence + ((input[i] & Lost) != 0 ? (uint)random.Next(4) : 1));
            edges.Add(new LineEdge((input[i] & 0x0F) == 0x0F ? Data1 + 1 : (input[i] & 1) == 0 ? Data0 : Data1, (input[i] & 0x70) == 0x70, at, sequence));
        }

        return edges;
    }

    /// <summary>A sound frame, 2 ms or 200 µs from bit to bit, after the rest that its reader keeps.</summary>
    private static byte[] Frame(Random random)
    {
        var format = Formats[random.Next(Formats.Length)];
        var frame = (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> (WiegandFormat.Longest - format.Length);
        for (var parity = 0; parity < 4 && format.Decode(frame, format.Length).Badge is null; parity++)
        {
            frame ^= parity % 2 == 0 ? 1ul : 1ul << (format.Length - 1);
        }

        var interval = (byte)random.Next(2);
        var bytes = new byte[PerEdge * format.Length];
        for (var bit = 0; bit < format.Length; bit++)
        {
            bytes[PerEdge * bit] = (byte)(frame >> (format.Length - 1 - bit) & 1);
            bytes[(PerEdge * bit) + 1] = bit == 0 ? (byte)15 : interval;
        }

        return bytes;
    }

    /// <summary>The edges at once, then nothing until the end.</summary>
    private sealed class HostileEdges(List<LineEdge> all) : LineEdges
    {
        private readonly TaskCompletionSource _end = new();

        public override TimeSpan TakenAt => -Options.Idle;

        public void End() => _end.SetResult();

        public override async IAsyncEnumerable<LineEdge> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var edge in all)
            {
                yield return edge;
            }

            await _end.Task;
        }
    }
}
