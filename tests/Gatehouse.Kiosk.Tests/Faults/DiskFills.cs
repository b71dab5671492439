using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>The disk under the journal has less and less room.</summary>
public sealed class DiskFills : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryDisk _disk = new() { Used = 0.5 };
    private readonly CancellationTokenSource _stop = new();
    private readonly SegmentJournal _journal;
    private readonly Task _watching;

    public DiskFills()
    {
        _journal = Journals.Open(_disk);
        _watching = new DiskWatch(_journal, _time).RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _watching);
        await _journal.DisposeAsync();
        _disk.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task At_80_percent_a_record_warns_once_and_clears_when_there_is_room_again()
    {
        await AtAsync(0.79, []);
        await AtAsync(0.80, ["diskFilling"]);
        await AtAsync(0.79, ["diskFilling"]);
        await AtAsync(0.81, ["diskFilling"]);
        await AtAsync(0.70, ["diskFilling", "works"]);
        Assert.False(_journal.IsShortOfRoom);
    }

    [Fact]
    public async Task At_95_percent_telemetry_is_left_out()
    {
        await AtAsync(0.96, ["diskNearlyFull"]);
        Assert.True(_journal.IsShortOfRoom);
        await AtAsync(0.94, ["diskNearlyFull"]);
        Assert.True(_journal.IsShortOfRoom);
        await AtAsync(0.90, ["diskNearlyFull", "diskFilling"]);
        Assert.False(_journal.IsShortOfRoom);
    }

    [Fact]
    public async Task A_warning_that_the_disk_did_not_take_is_given_again()
    {
        _disk.OnAppend = _ => 0;
        await AtAsync(0.96, []);
        _disk.OnAppend = null;
        await AtAsync(0.96, ["diskNearlyFull"]);
    }

    [Fact]
    public void A_real_disk_says_how_full_it_is()
    {
        using var folder = new TempFolder();
        using var disk = FolderDisk.Open(folder.File("journal"));
        Assert.InRange(disk.Fullness!.Value, 0.0001, 1);
    }

    private async Task AtAsync(double used, string[] told)
    {
        _disk.Used = used;
        for (var look = 0; look < 3; look++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Eventually.HoldsAsync(() => _journal.Unacknowledged == 0);
        }

        // A look that was just recording is waited for by the next tick.
        await Eventually.HoldsAsync(() =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return Told().SequenceEqual(told);
        });
    }

    private List<string> Told() =>
        [.. Journals.Records(_disk).Where(r => r.Kind is RecordKind.Fault or RecordKind.Cleared).Select(r => r.Body.GetProperty("reason").GetString()!)];
}
