using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Retention;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Torture;

/// <summary>Looks whether a state of the disk keeps what was promised, and lets the journal go on from it.</summary>
/// <param name="report">Receives what does not hold.</param>
internal sealed class StateCheck(TortureReport report)
{
    // Building a local log costs as much as all the rest of a hundred states.
    private const int ViewEvery = 100;

    /// <summary>A state: the journal goes on from it, and keeps what was promised.</summary>
    /// <param name="disk">Opens the disk as it was left, and again as it goes on.</param>
    /// <param name="promised">What was promised.</param>
    public async Task CheckAsync(Func<JournalDisk> disk, Promises promised)
    {
        report.States++;
        report.Acknowledged += promised.Acknowledged.Count;
        try
        {
            var next = await Workload.GoOnAsync(disk(), promised);
            using (var left = disk())
            {
                Look(left, promised with { Acknowledged = [.. promised.Acknowledged, next] });
            }

            if (report.States % ViewEvery == 0)
            {
                await LookAtViewAsync(disk(), promised.Now);
            }
        }
        catch (Exception e) when (e is JournalException or IOException)
        {
            report.BootFailures++;
        }
    }

    /// <summary>A state with one flipped bit: its journal goes on, says that it is not whole, and lacks no more than the two lines that the bit may touch.</summary>
    public async Task CheckFlippedAsync(TortureDisk disk, TortureDisk flipped, DateTimeOffset now)
    {
        using (disk)
        using (flipped)
        {
            report.States++;
            var before = Held(disk);
            report.Acknowledged += before.Count;
            try
            {
                await using var journal = Workload.Open(flipped, new FakeTimeProvider(now));
                await journal.AppendAsync(Drafts.Fault(0), CancellationToken.None);
            }
            catch (JournalException)
            {
                report.BootFailures++;
                return;
            }

            report.Unnoticed += JournalVerifier.Verify(flipped).Whole && TortureKey.Proves(flipped) ? 1 : 0;
            before.ExceptWith(Held(flipped));
            report.Lost += Math.Max(0, before.Count - 2);
        }
    }

    private static HashSet<JournalEntry> Held(JournalDisk disk)
    {
        var reader = new JournalReader(disk);
        return
        [
            .. from epoch in reader.Epochs()
               from lines in reader.Read(epoch, 1)
               where JournalLine.IsWhole(lines.Line.Span)
               let record = JournalLine.ReadRecord(lines.Line)
               select new JournalEntry(record.Epoch, record.Sequence, record.Hash),
        ];
    }

    private void Look(JournalDisk disk, Promises promised)
    {
        // What was signed was acknowledged: a checkpoint that names a record that is not there tells of a loss.
        report.Unreadable += JournalVerifier.Verify(disk).Whole && TortureKey.Proves(disk) ? 0 : 1;
        var held = new HashSet<JournalEntry>();
        var erasures = new Erasures();
        var reader = new JournalReader(disk);
        foreach (var epoch in reader.Epochs())
        {
            var last = 0L;
            var seen = new HashSet<long>();
            foreach (var lines in reader.Read(epoch, 1).Where(lines => JournalLine.IsWhole(lines.Line.Span)))
            {
                var record = JournalLine.ReadRecord(lines.Line);
                held.Add(new JournalEntry(record.Epoch, record.Sequence, record.Hash));
                erasures.Take(record);
                report.Duplicated += seen.Add(record.Sequence) ? 0 : 1;
                report.Reordered += record.Sequence < last ? 1 : 0;
                last = record.Sequence;
                LookAtValues(record, lines.Personal, promised.Now);
            }
        }

        report.Lost += promised.Acknowledged.Count(entry => !held.Contains(entry) && !MayBeRemoved(entry, erasures, promised));
    }

    private static bool MayBeRemoved(JournalEntry entry, Erasures erasures, Promises promised) =>
        entry.Sequence <= (erasures.RemovedFrom(entry.Epoch)?.To ?? 0) && entry.Sequence <= promised.HeldOf(entry.Epoch);

    /// <summary>What is younger than the rule must be there, what is older must be gone: retention has just run.</summary>
    private void LookAtValues(JournalRecord record, ReadOnlyMemory<byte> personal, DateTimeOffset now)
    {
        if (record.Kind != RecordKind.Granted)
        {
            return;
        }

        var there = personal.IsEmpty ? [] : JournalLine.ReadPersonal(personal).Fields.Select(field => field.Name).ToList();
        foreach (var field in new[] { "name", "readings" })
        {
            var isOld = record.At < RetentionRules.Before(now, Workload.Rules.DaysOf(field));
            report.Lost += !isOld && !there.Contains(field) ? 1 : 0;
            report.NotErased += isOld && there.Contains(field) ? 1 : 0;
        }
    }

    /// <summary>A local log that is built anew from this state shows the journal's decisions, no more and no fewer.</summary>
    private async Task LookAtViewAsync(JournalDisk disk, DateTimeOffset now)
    {
        var reader = new JournalReader(disk);
        await using var journal = Workload.Open(disk, new FakeTimeProvider(now));
        var decisions = reader.Epochs().Sum(epoch => reader.Read(epoch, 1).Count(l => JournalLine.IsWhole(l.Line.Span) && JournalLine.ReadRecord(l.Line).Kind == RecordKind.Granted));
        using var files = new TortureDisk();
        report.Views++;
        report.Unreadable += (await ViewTorture.ShownAsync(files, journal)).Count == decisions ? 0 : 1;
    }
}
