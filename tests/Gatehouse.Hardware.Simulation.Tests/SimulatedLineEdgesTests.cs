using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Simulation.Tests;

public sealed class SimulatedLineEdgesTests
{
    [Fact]
    public void A_full_buffer_loses_the_oldest_and_the_sequence_shows_it() => Stage.Play(async time =>
    {
        using var edges = new SimulatedLineEdges(time);
        edges.Emit(Enumerable.Range(0, 1030).Select(i => new Edge(5, i % 2 == 0, edges.Now)));
        LineEdge? first = null;
        await foreach (var edge in edges.ReadAsync(TestContext.Current.CancellationToken))
        {
            first = edge;
            break;
        }

        Assert.Equal(7u, first?.Sequence);
    });

    [Fact]
    public void Who_waits_is_woken() => Stage.Play(async time =>
    {
        using var edges = new SimulatedLineEdges(time);
        await using var stream = edges.ReadAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = stream.MoveNextAsync();
        Assert.False(next.IsCompleted);
        edges.Lose();
        edges.Emit(new Edge(5, Rising: true, edges.Now));

        Assert.True(await next);
        Assert.Equal(new LineEdge(5, Rising: true, edges.Now, 2), stream.Current);
    });
}
