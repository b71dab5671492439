using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Proof;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Sync;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Proof;

public sealed class CheckpointWorkerTests : IAsyncDisposable
{
    private readonly Keys _keys = new();
    private readonly MemoryDisk _disk = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines<CheckpointWorker> _told = new();
    private readonly SegmentJournal _journal;
    private readonly CheckpointWorker _worker;

    public CheckpointWorkerTests()
    {
        _journal = Journals.Open(_disk, Journals.SmallSegments);
        _worker = Worker(_journal);
    }

    public async ValueTask DisposeAsync()
    {
        _worker.Dispose();
        await _journal.DisposeAsync();
        _disk.Dispose();
        _keys.Dispose();
    }

    [Fact]
    public async Task A_checkpoint_names_the_last_record_and_is_signed_by_the_kiosk()
    {
        var last = (await _journal.AppendFaultsAsync(7))[^1];
        Assert.True(_worker.Sign());

        var kept = Assert.Single(Kept(last.Epoch));
        Assert.Equal(("gate-1", last.Epoch, last.Sequence, last.Hash.ToString()), (kept.Checkpoint.Kiosk, kept.Checkpoint.Epoch, kept.Checkpoint.Sequence, kept.Checkpoint.Hash));
        Assert.Equal(_keys.Kiosk.Name, kept.Checkpoint.Key);
        Assert.Null(Proved(kept));
        Assert.False(kept.IsCountersigned);
    }

    [Fact]
    public async Task A_hundred_records_are_signed_without_waiting()
    {
        await using var running = new Running(_worker);
        await _journal.AppendFaultsAsync(60);
        Assert.Empty(Kept(_journal.Head.Epoch));
        await _journal.AppendFaultsAsync(60);
        await Eventually.HoldsAsync(() => Kept(_journal.Head.Epoch).Count == 1);
        Assert.InRange(Kept(_journal.Head.Epoch)[0].Checkpoint.Sequence, 100, 121);
    }

    [Fact]
    public async Task One_record_is_signed_within_a_minute_and_a_gate_where_nothing_happens_writes_nothing()
    {
        await using var running = new Running(_worker);
        await _journal.AppendFaultsAsync(1);
        await Eventually.HoldsAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return Kept(_journal.Head.Epoch).Count == 1;
        });
        var (files, flushes) = (_disk.Files.Sum(f => f.Value.Length), _disk.Flushes);

        for (var minute = 0; minute < 600; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal((files, flushes), (_disk.Files.Sum(f => f.Value.Length), _disk.Flushes));
    }

    [Fact]
    public async Task What_is_signed_is_not_signed_again_also_after_a_start()
    {
        await _journal.AppendFaultsAsync(3);
        Assert.True(_worker.Sign());
        Assert.True(_worker.Sign());
        using var next = Worker(_journal);
        Assert.True(next.Sign());
        Assert.Single(Kept(_journal.Head.Epoch));
    }

    [Fact]
    public async Task Checkpoints_stand_beside_the_segment_of_their_record()
    {
        await _journal.AppendFaultsAsync(3);
        _worker.Sign();
        await _journal.AppendFaultsAsync(30);
        _worker.Sign();

        var segments = _journal.Reader.Segments();
        Assert.Equal(
            [CheckpointFiles.Beside(segments[0]), CheckpointFiles.Beside(segments[^1])],
            _disk.Files.Keys.Where(name => name.EndsWith(".sig", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal([4L, 34L], Kept(_journal.Head.Epoch).Select(k => k.Checkpoint.Sequence));
    }

    [Fact]
    public async Task What_a_power_cut_left_of_one_is_cut_before_the_next()
    {
        await _journal.AppendFaultsAsync(3);
        _worker.Sign();
        var name = CheckpointFiles.Beside(_journal.Reader.Segments()[0]);
        using (var file = _disk.OpenAppend(name))
        {
            file.Append("{\"statement\":\"checkp"u8);
            file.Flush();
        }

        await _journal.AppendFaultsAsync(1);
        using var next = Worker(_journal);
        Assert.True(next.Sign());
        var spoilt = new List<string>();
        Assert.Equal([4L, 5L], new CheckpointFiles(_disk).Read(_journal.Head.Epoch, spoilt.Add).Select(k => k.Checkpoint.Sequence));
        Assert.Empty(spoilt);
    }

    [Fact]
    public async Task A_disk_that_takes_none_is_told_once_and_takes_the_next()
    {
        await _journal.AppendFaultsAsync(3);
        _disk.OnAppend = _ => 10;
        Assert.False(_worker.Sign());
        Assert.False(_worker.Sign());
        Assert.Contains("not signed", Assert.Single(_told.Warnings), StringComparison.Ordinal);

        _disk.OnAppend = null;
        Assert.True(_worker.Sign());
        Assert.Equal(4, Assert.Single(Kept(_journal.Head.Epoch)).Checkpoint.Sequence);
    }

    [Fact]
    public async Task What_the_host_countersigns_is_kept_beside_it()
    {
        await _journal.AppendFaultsAsync(3);
        using var host = new FakeHost { Key = _keys.Host };
        await using var forwarding = new Forwarding(_journal, host, checkpoints: _worker);
        await Eventually.HoldsAsync(() => Kept(_journal.Head.Epoch) is [{ IsCountersigned: true }]);

        Assert.Null(Proved(Assert.Single(Kept(_journal.Head.Epoch))));
        Assert.Single(host.Checkpoints);

        // What is signed while nothing is sent is shown as well.
        await _journal.AppendFaultsAsync(1);
        await host.WhenHoldsAsync(_journal.Head.Epoch, 5);
        _worker.Sign();
        await Eventually.HoldsAsync(() => Kept(_journal.Head.Epoch) is [_, { IsCountersigned: true }]);
    }

    [Fact]
    public async Task A_countersignature_of_somebody_else_is_not_kept_and_told_once()
    {
        using var others = new Keys();
        await _journal.AppendFaultsAsync(3);
        using var host = new FakeHost { Key = others.Host };
        await using var forwarding = new Forwarding(_journal, host, checkpoints: _worker);
        await Eventually.HoldsAsync(() => forwarding.Told.Warnings.Count == 1);
        Assert.Contains("not by the key", forwarding.Told.Warnings[0], StringComparison.Ordinal);
        Assert.False(Assert.Single(Kept(_journal.Head.Epoch)).IsCountersigned);
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });
    }

    [Fact]
    public async Task A_host_that_refuses_one_holds_up_no_record()
    {
        await _journal.AppendFaultsAsync(3);
        using var host = new FakeHost { OnCheckpoint = _ => throw new Gatehouse.Kiosk.Sync.HostException("The host answered 409: another.", refused: true) };
        await using var forwarding = new Forwarding(_journal, host, checkpoints: _worker);
        await Eventually.HoldsAsync(() => forwarding.Told.Warnings.Count == 1);
        await _journal.AppendFaultsAsync(1);
        _worker.Sign();
        await host.WhenAsync(() => host.Checkpoints.Count == 2);
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });
        Assert.Single(forwarding.Told.Warnings);
    }

    private CheckpointWorker Worker(SegmentJournal journal) =>
        new(journal, _keys.Kiosk, new RecordStamp(_time, new ClockWatch(_time), new BootIdentity(Guid.Empty)), _time, _told);

    private List<KeptCheckpoint> Kept(string epoch) => [.. new CheckpointFiles(_disk).Read(epoch)];

    private string? Proved(KeptCheckpoint kept) => ProofKeys.Read(_keys.Pem).Fault(kept, KioskId.Parse("gate-1"));

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _run;

        public Running(CheckpointWorker worker) => _run = Task.Run(() => worker.RunAsync(_stop.Token));

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _run;
            _stop.Dispose();
        }
    }
}
