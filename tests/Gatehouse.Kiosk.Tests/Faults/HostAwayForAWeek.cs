using System.Diagnostics.CodeAnalysis;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Sync;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>Seven days without the host at 5,000 passages a day, and then it comes back.</summary>
[Collection(nameof(Alone))]
public sealed class HostAwayForAWeek
{
    private const int Days = 7;
    private const int PassagesADay = 5000;
    private const int Together = 250;

    // A reader's segment, a few batches and their copies on the way; the backlog itself is more than twenty megabytes.
    private const long MostMemory = 12 * 1024 * 1024;

    [Fact]
    [SuppressMessage("Reliability", "CA2000", Justification = "The journal takes the disk over and disposes it.")]
    public async Task Nothing_is_lost_nothing_comes_twice_and_memory_stays_flat()
    {
        using var folder = new TempFolder();
        var time = new FakeTimeProvider();
        await using var journal = Journals.Open(FolderDisk.Open(folder.Path), time: time);
        using var host = new CountingHost { IsAway = true };
        await using var forwarding = new Forwarding(journal, host);
        for (var passages = 0; passages < Days * PassagesADay; passages += Together)
        {
            time.Advance(TimeSpan.FromDays(1) / (PassagesADay / Together));
            await Task.WhenAll(Enumerable.Range(passages, Together).SelectMany(Passage).Select(draft => journal.AppendAsync(draft)));
        }

        Assert.Equal(1 + (2 * Days * PassagesADay), journal.Head.Sequence);
        Assert.Equal(0, host.Held);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        host.IsAway = false;
        await Eventually.HoldsAsync(() => host.Held == journal.Head.Sequence);

        Assert.Equal(journal.Head.Sequence, host.Received);
        Assert.InRange(host.MostMemory - before, long.MinValue, MostMemory);
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });
    }

    private static IEnumerable<JournalDraft> Passage(int number) => [Drafts.Granted($"p{number}", "Ann"), Drafts.Fault(number)];

    /// <summary>A host that keeps numbers and the last hash, and no record.</summary>
    private sealed class CountingHost : HostLink
    {
        private RecordHash _last = RecordHash.None;
        private bool _away;
        private long _held;
        private long _received;

        public bool IsAway
        {
            get => Volatile.Read(ref _away);
            set => Volatile.Write(ref _away, value);
        }

        public long Held => Volatile.Read(ref _held);

        public long Received => Volatile.Read(ref _received);

        public long MostMemory { get; private set; }

        public override Task<IngestAnswer> AskAsync(string epoch, CancellationToken cancellationToken) => IsAway
            ? Task.FromException<IngestAnswer>(new HostException("away", refused: false))
            : Task.FromResult(new IngestAnswer(epoch, Held, [], Held == 0 ? null : new HeldRecord(Held, _last.ToString())));

        public override Task<IngestAnswer> SendAsync(string epoch, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
        {
            for (var rest = batch; !rest.IsEmpty;)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                Take(rest[..end]);
                rest = rest[(end + 1)..];
            }

            if (Held % 10_000 < Routes.MaxBatchRecords)
            {
                MostMemory = Math.Max(MostMemory, GC.GetTotalMemory(forceFullCollection: true));
            }

            return AskAsync(epoch, cancellationToken);
        }

        private void Take(ReadOnlyMemory<byte> line)
        {
            if (JournalLine.IsPersonal(line.Span))
            {
                return;
            }

            var record = JournalLine.ReadRecord(line);
            Assert.Equal((Held + 1, _last), (record.Sequence, record.Previous));
            _last = record.Hash;
            Volatile.Write(ref _held, record.Sequence);
            Volatile.Write(ref _received, Received + 1);
        }
    }
}
