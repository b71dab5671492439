using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Alarms;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Ingest;

/// <summary>What fresh records say about the journal itself: losses, older copies, and two kiosks under one name; and what became of commands and modes.</summary>
/// <param name="context">The transaction in which they are stored.</param>
/// <param name="epoch">Their epoch.</param>
/// <param name="now">When they came.</param>
internal sealed class Findings(GatehouseContext context, EpochRow epoch, DateTimeOffset now)
{
    /// <summary>Keeps what they say and raises the alarms.</summary>
    public async Task ApplyAsync(IReadOnlyList<BatchRecord> fresh, CancellationToken cancellationToken)
    {
        foreach (var record in fresh)
        {
            if (record.Record.Kind == RecordKind.Loss)
            {
                await LoseAsync(record, record.Record.Body.Deserialize(ContractJson.Default.RecordsLost)!, cancellationToken);
            }
            else if (record.Record.Kind == RecordKind.Commanded)
            {
                var taken = record.Record.Body.Deserialize(ContractJson.Default.CommandTaken)!;
                await context.Commands
                    .Where(c => c.SiteId == epoch.SiteId && c.KioskId == epoch.KioskId && c.Id == taken.Command)
                    .ExecuteUpdateAsync(c => c.SetProperty(x => x.Outcome, taken.Outcome), cancellationToken);
            }
            else if (record.Record.Kind == RecordKind.Ordered)
            {
                await OrderAsync(record, record.Record.Body.Deserialize(ContractJson.Default.GateOrdered)!, cancellationToken);
            }
            else if (record.Record.Kind == RecordKind.Epoch && record.Record.Body.Deserialize(ContractJson.Default.EpochBegan) is { PreviousEpoch: not null } began)
            {
                await BeginAsync(record, began, cancellationToken);
            }
        }

        await GoesOnAsync(fresh[^1], cancellationToken);
    }

    /// <summary>Takes note of the mode in which a gate is, unless a later record said so already: live records come before backlog.</summary>
    private async Task OrderAsync(BatchRecord record, GateOrdered ordered, CancellationToken cancellationToken)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{epoch.Name}:{record.Sequence:D13}");
        var kiosk = await context.Kiosks.SingleAsync(k => k.SiteId == epoch.SiteId && k.Id == epoch.KioskId, cancellationToken);
        if (string.CompareOrdinal(place, kiosk.ModeIn) > 0)
        {
            (kiosk.Mode, kiosk.Lockdown, kiosk.ModeAt, kiosk.ModeIn) = (ordered.Mode, ordered.Lockdown, record.Record.At, place);
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    private async Task LoseAsync(BatchRecord record, RecordsLost lost, CancellationToken cancellationToken)
    {
        var of = await EpochAsync(lost.Epoch, cancellationToken);
        foreach (var (sequence, hash) in ((long, string?)[])[(lost.From - 1, lost.Before), (lost.To + 1, lost.After)])
        {
            if (hash is not null && await HashAsync(of, sequence, cancellationToken) is { } held && held != hash)
            {
                await RaiseAsync(of, AlarmKind.Contradiction, sequence, held, hash, cancellationToken);
                return;
            }
        }

        if (!await context.Losses.AnyAsync(l => l.SiteId == of.SiteId && l.EpochId == of.Id && l.First == lost.From && l.Last == lost.To, cancellationToken))
        {
            context.Losses.Add(new LossRow
            {
                SiteId = of.SiteId,
                EpochId = of.Id,
                First = lost.From,
                Last = lost.To,
                Reason = lost.Reason,
                NamedByEpochId = epoch.Id,
                NamedBySequence = record.Sequence,
            });
            await context.SaveChangesAsync(cancellationToken);
        }

        await RaiseAsync(of, AlarmKind.Loss, lost.From, lost.To.ToString(CultureInfo.InvariantCulture), record.Record.Hash.ToString(), cancellationToken);
    }

    private async Task BeginAsync(BatchRecord record, EpochBegan began, CancellationToken cancellationToken)
    {
        if (began.Reason == EpochBegan.OlderCopy)
        {
            var before = await EpochAsync(began.PreviousEpoch!, cancellationToken);
            var sequence = began.Common is { } common ? common + 1 : began.PreviousSequence!.Value;
            await RaiseAsync(
                before, AlarmKind.OlderCopy, sequence, began.PreviousSequence!.Value.ToString(CultureInfo.InvariantCulture), began.PreviousHash!, cancellationToken);
        }

        var ends = (await EpochEnd.ReadAsync(context, epoch.KioskId, cancellationToken))[(epoch.KioskId, began.PreviousEpoch!)].ToList();
        if (ends.Count > 1)
        {
            var before = await EpochAsync(began.PreviousEpoch!, cancellationToken);
            await RaiseAsync(before, AlarmKind.TwoKiosks, ends.Max(e => e.Sequence), ends[0].NamedBy, record.Record.Hash.ToString(), cancellationToken);
        }
    }

    /// <summary>
    /// A journal never returns to an epoch that it has ended. One that was found damaged may have had records that its kiosk
    /// did not know of.
    /// </summary>
    private async Task GoesOnAsync(BatchRecord last, CancellationToken cancellationToken)
    {
        var names = await context.Epochs.Where(e => e.SiteId == epoch.SiteId && e.KioskId == epoch.KioskId).Select(e => e.Name).ToListAsync(cancellationToken);
        if (!names.Exists(name => string.CompareOrdinal(name, epoch.Name) > 0))
        {
            return;
        }

        var ends = (await EpochEnd.ReadAsync(context, epoch.KioskId, cancellationToken))[(epoch.KioskId, epoch.Name)];
        if (ends.Where(e => !e.IsDamaged).MaxBy(e => e.Sequence) is { } end && last.Sequence > end.Sequence)
        {
            // One alarm, however far it goes on.
            await RaiseAsync(epoch, AlarmKind.TwoKiosks, end.Sequence + 1, end.NamedBy, end.Hash, cancellationToken);
        }
    }

    private async Task<EpochRow> EpochAsync(string name, CancellationToken cancellationToken)
    {
        if (name == epoch.Name)
        {
            return epoch;
        }

        var row = await context.Epochs.SingleOrDefaultAsync(e => e.SiteId == epoch.SiteId && e.KioskId == epoch.KioskId && e.Name == name, cancellationToken);
        if (row is null)
        {
            row = new EpochRow { SiteId = epoch.SiteId, Id = await context.NextAsync(CounterRow.Epochs, cancellationToken), KioskId = epoch.KioskId, Name = name, FirstReceivedAt = now, LastReceivedAt = now };
            context.Epochs.Add(row);
            await context.SaveChangesAsync(cancellationToken);
        }

        return row;
    }

    private async Task<string?> HashAsync(EpochRow of, long sequence, CancellationToken cancellationToken) =>
        await context.Records.AsNoTracking().Where(r => r.SiteId == of.SiteId && r.EpochId == of.Id && r.Sequence == sequence).Select(r => r.Line).SingleOrDefaultAsync(cancellationToken) is { } line
            ? HeldRuns.HashOf(line)
            : null;

    private Task RaiseAsync(EpochRow of, string kind, long sequence, string held, string offered, CancellationToken cancellationToken) => AlarmBook.RaiseAsync(
        context, new AlarmRow { SiteId = of.SiteId, EpochId = of.Id, Kind = kind, Sequence = sequence, Held = held, Offered = offered, FirstAt = now }, cancellationToken);
}
