using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Badges;

/// <summary>A simulated reader wired to the real one.</summary>
internal sealed class Counter : IDisposable
{
    public const int Data0 = 20;
    public const int Data1 = 21;

    private readonly FakeTimeProvider _time;
    private readonly CancellationTokenSource _stop = new();

    public Counter(FakeTimeProvider time, params IReadOnlyList<WiegandFormat> formats)
    {
        _time = time;
        Edges = new SimulatedLineEdges(time);
        Sender = new SimulatedWiegandReader(Edges, Data0, Data1, time);
        Reader = new WiegandBadgeReader(Edges, new WiegandOptions { Data0 = Data0, Data1 = Data1, Formats = formats.Count > 0 ? formats : [WiegandFormat.H10301] }, time);
    }

    public SimulatedLineEdges Edges { get; }

    public SimulatedWiegandReader Sender { get; }

    public WiegandBadgeReader Reader { get; }

    public List<BadgeRead> Read { get; } = [];

    /// <summary>Plays a scene on lines that were quiet until then, then lets them be quiet again, so that what was sent has been read or discarded.</summary>
    public static void With(
        Func<Counter, FakeTimeProvider, Task> scene, Action<Counter> check, params IReadOnlyList<WiegandFormat> formats) =>
        Stage.Play(time => PlayAsync(scene, check, formats, time));

    /// <summary>The same for thousands of frames: they say themselves when their edges are, and time passes by what ends one.</summary>
    public static void Through(Func<Counter, FakeTimeProvider, Task> scene, Action<Counter> check) =>
        Stage.Play(time => PlayAsync(scene, check, [], time), new WiegandOptions { Data0 = Data0, Data1 = Data1 }.Idle);

    /// <summary>No badge, and one frame discarded, for this reason.</summary>
    public void Discarded(string reason)
    {
        Assert.Empty(Read);
        Assert.Equal([KeyValuePair.Create(reason, 1L)], Reader.Discarded.Where(d => d.Value != 0));
    }

    public Task QuietAsync() => Task.Delay(TimeSpan.FromMilliseconds(100), _time);

    public Task PresentAsync(BadgeNumber badge) => Sender.PresentAsync(badge, TestContext.Current.CancellationToken);

    /// <summary>The pulses of a frame from now on, to be spoilt.</summary>
    public List<Edge> Pulses(BadgeNumber badge)
    {
        var frame = WiegandFormat.H10301.Encode(badge);
        var edges = new List<Edge>();
        for (var bit = 0; bit < WiegandFormat.H10301.Length; bit++)
        {
            var line = (frame >> (WiegandFormat.H10301.Length - 1 - bit) & 1) != 0 ? Data1 : Data0;
            var at = Edges.Now + TimeSpan.FromMilliseconds(2 * bit);
            edges.Add(new Edge(line, Rising: false, at));
            edges.Add(new Edge(line, Rising: true, at + TimeSpan.FromMicroseconds(50)));
        }

        return edges;
    }

    public void Dispose()
    {
        Sender.Dispose();
        Edges.Dispose();
        _stop.Dispose();
    }

    private static async Task PlayAsync(
        Func<Counter, FakeTimeProvider, Task> scene, Action<Counter> check, IReadOnlyList<WiegandFormat> formats, FakeTimeProvider time)
    {
        using var counter = new Counter(time, formats);
        var reading = counter.ReadAsync();
        await counter.QuietAsync();
        await scene(counter, time);
        await counter.QuietAsync();
        await counter._stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        check(counter);
    }

    private async Task ReadAsync()
    {
        await foreach (var read in Reader.ReadAsync(_stop.Token))
        {
            Read.Add(Assert.IsType<BadgeRead>(read));
        }
    }
}
