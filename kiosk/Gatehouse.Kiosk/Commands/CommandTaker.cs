using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;

namespace Gatehouse.Kiosk.Commands;

/// <summary>
/// Takes the host's commands: each once, none that is stale, and only after the journal says so. What was issued before this
/// kiosk first heard of its host is stale, too: nobody knows whether it was done before the kiosk's start.
/// </summary>
/// <param name="record">Makes a record durable.</param>
/// <param name="clocks">What time it is, if it is known.</param>
/// <param name="deeds">What is done, by its word.</param>
public sealed class CommandTaker(Func<JournalDraft, Task> record, LaneClocks clocks, IReadOnlyDictionary<string, Action<KioskCommand>> deeds)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private DateTimeOffset? _firstHeard;

    /// <summary>Takes what is new; one that the journal did not take is tried again when it is told again.</summary>
    public async Task TakeAsync(HostNews news)
    {
        _firstHeard ??= news.At;
        foreach (var command in news.Commands ?? [])
        {
            if (!_taken.Contains(command.Id))
            {
                await TakeAsync(command, news.At);
            }
        }
    }

    private async Task TakeAsync(KioskCommand command, DateTimeOffset hostsTime)
    {
        var isKnown = deeds.TryGetValue(command.Do, out var deed);
        var outcome = IsStale(command, hostsTime) ? CommandTaken.Stale : isKnown ? CommandTaken.Taken : CommandTaken.Unknown;
        var body = new CommandTaken(command.Id, command.Do, command.By, command.At, outcome);
        try
        {
            await record(JournalDraft.Of(RecordKind.Commanded, body, ContractJson.Default.CommandTaken));
        }
        catch (JournalException)
        {
            // Not recorded, not done; the disk's trouble is told by the lane.
            return;
        }

        _taken.Add(command.Id);
        if (outcome == CommandTaken.Taken)
        {
            deed!(command);
        }
    }

    /// <summary>By the host's own clock, and by this one's where it is known: what was held up on the way is stale as well.</summary>
    private bool IsStale(KioskCommand command, DateTimeOffset hostsTime) =>
        hostsTime >= command.Until || clocks.Known >= command.Until || command.At < _firstHeard;
}
