using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Lane;

/// <summary>What the entrance begins and does not wait for: each end of it is an event of the lane.</summary>
internal sealed class AwaitedWork(LaneWork work, FaceMeasurement face, Action<LaneEvent> post, CancellationToken stopping)
{
    /// <summary>Takes a burst of samples of whoever stands there.</summary>
    public void Burst(Passage passage) => _ = BurstAsync(passage);

    /// <summary>Waits for a grant to become durable, for as long as an entrance may wait.</summary>
    public void Record(Passage passage) => _ = RecordAsync(passage);

    private async Task BurstAsync(Passage passage)
    {
        try
        {
            post(new Measured(passage, await face.TakeAsync(stopping)));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The kiosk is stopping; the passage was never granted and ends here.
        }
#pragma warning disable CA1031 // Nobody awaits this: what it did not foresee is handed to the lane, which throws it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            post(new Broken(face.Asked, Entrance.Unforeseen, e));
        }
    }

    private async Task RecordAsync(Passage passage)
    {
        try
        {
            await passage.Granted!.WaitAsync(work.Rules.Times.Journal, work.Clocks.Real, CancellationToken.None);
            post(new Recorded(passage, null));
        }
        catch (Exception e) when (e is TimeoutException or JournalException)
        {
            post(new Recorded(passage, e));
        }
#pragma warning disable CA1031 // Nobody awaits this: what it did not foresee is handed to the lane, which throws it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            post(new Broken("journal", Entrance.Unforeseen, e));
        }
    }
}
