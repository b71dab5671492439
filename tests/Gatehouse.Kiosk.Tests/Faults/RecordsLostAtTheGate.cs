using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Sync;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>What the host lacks cannot be read any more: a record names it, so that the host's watermark passes it.</summary>
public sealed class RecordsLostAtTheGate
{
    [Fact]
    public async Task A_record_of_its_own_names_the_range_and_its_neighbours()
    {
        using var disk = new MemoryDisk();
        await using (var before = Journals.Open(disk))
        {
            await before.AppendFaultsAsync(20);
        }

        var written = Journals.Records(disk);
        using var first = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, 8) + 10);
        using var damaged = Tampering.Flip(first, Tampering.OffsetOfRecord(disk, 9) + 10);
        await using var journal = Journals.Open(damaged);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host, new FakeTimeProvider());
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });

        Assert.Equal(
            new RecordsLost(RecordsLost.Damaged, written[0].Epoch, 8, 9, written[6].Hash.ToString(), written[9].Hash.ToString()),
            Lost(damaged));
        await host.WhenHoldsAsync(written[0].Epoch, 21);
        Assert.Contains("Records 8 to 9 of epoch", Assert.Single(forwarding.Told.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_named_once_whatever_the_host_makes_of_it()
    {
        using var disk = new MemoryDisk();
        await using (var before = Journals.Open(disk))
        {
            await before.AppendFaultsAsync(20);
        }

        using var damaged = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, 8) + 10);
        for (var start = 0; start < 3; start++)
        {
            await using var journal = Journals.Open(damaged);
            using var host = new FakeHost();
            await using var forwarding = new Forwarding(journal, host, new FakeTimeProvider());
            await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });
            Lost(damaged);
        }
    }

    [Fact]
    public async Task What_the_host_holds_already_is_no_loss()
    {
        using var disk = new MemoryDisk();
        using var host = new FakeHost();
        await using (var before = Journals.Open(disk))
        {
            await before.AppendFaultsAsync(20);
            await using var connection = new Forwarding(before, host);
            await host.WhenHoldsAsync(before.Head.Epoch, 21);
        }

        using var damaged = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, 8) + 10);
        await using var journal = Journals.Open(damaged);
        await using var forwarding = new Forwarding(journal, host, new FakeTimeProvider());
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });
        Assert.DoesNotContain(Journals.Records(damaged), r => r.Kind == RecordKind.Loss);
    }

    [Fact]
    public async Task Damage_in_an_older_segment_of_the_epoch_that_goes_on_is_named_in_it()
    {
        using var disk = new MemoryDisk();
        await using (var before = Journals.Open(disk, Journals.SmallSegments))
        {
            await before.AppendFaultsAsync(20);
        }

        var segment = new Gatehouse.Kiosk.Journal.JournalReader(disk).Segments()[1];
        using var damaged = Tampering.Flip(disk, 30, file: segment.ToString());
        await using var journal = Journals.Open(damaged);
        Assert.Equal(segment.Epoch, journal.Head.Epoch);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host, new FakeTimeProvider());
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });
        Assert.Equal((segment.Epoch, segment.First, segment.First), (Lost(damaged).Epoch, Lost(damaged).From, Lost(damaged).To));
        await host.WhenHoldsAsync(segment.Epoch, 22);
    }

    [Fact]
    public async Task Segments_that_are_gone_before_the_host_lacked_them_are_named_as_removed()
    {
        using var disk = new MemoryDisk();
        await using (var before = Journals.Open(disk, Journals.SmallSegments))
        {
            await before.AppendFaultsAsync(20);
        }

        var segments = new Gatehouse.Kiosk.Journal.JournalReader(disk).Segments();
        disk.Delete(segments[0].ToString());
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host, new FakeTimeProvider());
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });
        Assert.Equal((RecordsLost.Removed, 1L, segments[1].First - 1), (Lost(disk).Reason, Lost(disk).From, Lost(disk).To));
    }

    private static RecordsLost Lost(MemoryDisk disk) =>
        Assert.Single(Journals.Records(disk), r => r.Kind == RecordKind.Loss).Body.Deserialize(ContractJson.Default.RecordsLost)!;
}
