using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation.Cards;

namespace Gatehouse.Hardware.Tests.Cards;

/// <summary>A desk with a card reader of whatever make on it, and what the reader says of the cards laid on it.</summary>
/// <param name="time">The scene's.</param>
/// <param name="lies">How long a card lies there, ms.</param>
/// <param name="gone">How long a reader may take to notice that it was taken away, ms.</param>
internal abstract class CardDesk(TimeProvider time, int lies, int gone)
{
    public abstract SimulatedCardField Field { get; }

    public abstract CardBadgeReader Reader { get; }

    public List<ReaderEvent> Events { get; } = [];

    public IEnumerable<string> Badges => Events.OfType<BadgeRead>().Select(e => e.Badge.ToString());

    /// <summary>The reader's troubles and their ends, badges left out.</summary>
    public IEnumerable<string> Troubles => Events.Where(e => e is not BadgeRead).Select(
        e => e is ReaderFailed failed ? $"{failed.Fault}" : $"{((ReaderRecovered)e).Fault} is over");

    /// <summary>The reasons for which something was discarded, with their counts.</summary>
    public IEnumerable<KeyValuePair<string, long>> Discarded => Reader.Discarded.Where(d => d.Value != 0);

    public Task WaitAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time);

    /// <summary>Lays cards down, takes them away, and waits until the reader has noticed.</summary>
    public async Task PresentAsync(params SimulatedCard[] cards)
    {
        foreach (var card in cards)
        {
            Field.Put(card);
        }

        await WaitAsync(lies);
        foreach (var card in cards)
        {
            Field.Remove(card);
        }

        await WaitAsync(gone);
    }

    public string ReaderFailure() => Assert.Single(Events.OfType<ReaderFailed>()).Message;

    /// <summary>Reads while a scene is played.</summary>
    /// <param name="starts">How long the reader may take to be up, ms.</param>
    /// <param name="scene">The scene.</param>
    protected async Task ReadDuringAsync(int starts, Func<Task> scene)
    {
        using var stop = new CancellationTokenSource();
        var reading = ReadAsync(stop.Token);
        await WaitAsync(starts);
        var playing = scene();
        // Whatever ended the reader says more than what the scene misses.
        await await Task.WhenAny(playing, reading);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await foreach (var read in Reader.ReadAsync(cancellationToken))
        {
            Events.Add(read);
        }
    }
}
