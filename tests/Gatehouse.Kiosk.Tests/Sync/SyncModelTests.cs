using CsCheck;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Sync;

/// <summary>Whatever a network and a host do: in the end the host holds every record once, as it was written.</summary>
public sealed class SyncModelTests
{
    private enum Mood
    {
        Well,
        Unreachable,
        Busy,
        LosesTheAnswer,
        Refuses,
        RefusesBacklog,
        IsPutBack,
    }

    [Fact]
    public async Task Never_skips_a_record_whatever_fails() =>
        await Gen.Select(Gen.Enum<Mood>().Array[1, 30], Gen.Int[0, 60], Gen.Int[0, 20]).SampleAsync(
            (moods, before, during) => RunAsync(moods, before, during), iter: 40);

    private static async Task RunAsync(Mood[] moods, int before, int during)
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk, Journals.SmallSegments);
        await SyncWorkerTests.AppendAsync(journal, before);
        using var host = new FakeHost();
        var calls = -1;
        Mood Now() => Interlocked.Increment(ref calls) is var call && call < moods.Length ? moods[call] : Mood.Well;
        host.OnAsk = _ => Now() switch
        {
            Mood.Unreachable => throw new HostException("not reached", refused: false),
            Mood.Busy => throw new HostException("busy", refused: false, TimeSpan.FromSeconds(3)),
            Mood.Refuses => throw new HostException("forbidden", refused: true),
            Mood.IsPutBack => PutBack(),
            _ => Task.CompletedTask,
        };
        host.OnSend = (_, range) => Now() switch
        {
            Mood.Unreachable => throw new HostException("not reached", refused: false),
            Mood.Busy => throw new HostException("busy", refused: false, TimeSpan.FromSeconds(3)),
            Mood.Refuses => throw new HostException("unprocessable", refused: true),
            Mood.RefusesBacklog when range.From <= before => throw new HostException("unprocessable", refused: true),
            _ => Task.CompletedTask,
        };
        Task PutBack()
        {
            host.PutBack(journal.Head.Epoch, host.LinesOf(journal.Head.Epoch).Count / 2);
            return Task.CompletedTask;
        }

        host.OnStored = (_, _) => Now() is Mood.LosesTheAnswer ? throw new HostException("the answer was lost", refused: false) : Task.CompletedTask;

        await using var forwarding = new Forwarding(journal, host);
        for (var i = 0; i < during; i++)
        {
            await journal.AppendAsync(Drafts.Granted($"d{i}", "Bob"));
        }

        await host.WhenHoldsAsync(journal.Head.Epoch, journal.Head.Sequence);
        SyncWorkerTests.AssertSame(disk, host);
    }
}
