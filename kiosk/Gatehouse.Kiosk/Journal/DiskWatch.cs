using System.Globalization;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>
/// Watches how full the journal's disk is: at 80 % a record warns, at 95 % telemetry is not recorded any more, entries
/// always are. When nothing fits any more the lane's policy says who passes.
/// </summary>
public sealed class DiskWatch(SegmentJournal journal, TimeProvider time)
{
    private const double Filling = 0.80;
    private const double NearlyFull = 0.95;

    // A disk that breathes about a limit is told of once.
    private const double Slack = 0.02;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private string? _told;

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await LookAsync();
            await Task.Delay(Every, time, cancellationToken);
        }
    }

    private async Task LookAsync()
    {
        if (Fullness() is not { } full)
        {
            return;
        }

        journal.IsShortOfRoom = full >= NearlyFull - (journal.IsShortOfRoom ? Slack : 0);
        var state = journal.IsShortOfRoom ? "diskNearlyFull" : full >= Filling - (_told is null ? 0 : Slack) ? "diskFilling" : null;
        if (state == _told)
        {
            return;
        }

        try
        {
            await journal.AppendAsync(Say(state, full), CancellationToken.None);
            _told = state;
        }
        catch (JournalException)
        {
            // It took nothing: the next look tells.
        }
    }

    private double? Fullness()
    {
        try
        {
            return journal.Disk.Fullness;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk that does not even say how full it is fails elsewhere, too, and is told of there.
            return null;
        }
    }

    private JournalDraft Say(string? state, double full) => JournalDraft.Of(
        state is null ? RecordKind.Cleared : RecordKind.Fault,
        new LaneAlarm(
            "disk",
            state ?? "works",
            state is null ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"The disk under {journal.Disk.Location} is {100 * full:0} % full. {(journal.IsShortOfRoom ? "Spoilt frames and lost edges are not recorded any more; entries are as long as anything fits." : "Entries are recorded as long as anything fits.")} Make room: the journal's old segments go by themselves once the host holds them and the policy's recordDays are over.")),
        ContractJson.Default.LaneAlarm);
}
