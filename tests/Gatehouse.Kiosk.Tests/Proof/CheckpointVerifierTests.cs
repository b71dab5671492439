using System.Text;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Proof;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Sync;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Proof;

/// <summary>A journal that is whole by its own chain, and is not what was signed.</summary>
public sealed class CheckpointVerifierTests : IDisposable
{
    private readonly Keys _keys = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task What_is_signed_is_proven_and_what_came_after_is_not_yet()
    {
        using var disk = await SignedAsync();
        var report = Verify(disk);
        Assert.Empty(report.Problems);
        var proof = Assert.Single(report.Epochs);
        Assert.Equal((2, 2, 21L, _time.Start.AddHours(1)), (proof.Checkpoints, proof.Countersigned, proof.ProvenTo, proof.ProvenAt!.Value));
    }

    [Fact]
    public async Task Records_cut_off_at_the_end_are_missing_since_the_checkpoint_that_names_them()
    {
        using var disk = await SignedAsync();
        var segment = disk.Files.Keys.Single(n => n.EndsWith(".log", StringComparison.Ordinal));
        using var cut = Tampering.Cut(disk, Tampering.OffsetOfRecord(disk, 16, segment), segment);
        Assert.Empty(JournalVerifier.Verify(cut).Problems);

        var report = Verify(cut);
        Assert.Equal(
            $"Epoch {report.Epochs[0].Epoch}, record 21: the checkpoint of 2026-03-01 09:00:00 UTC names it, countersigned by the host, but the epoch ends at 15: what came after is missing since then.",
            Assert.Single(report.Problems));
        Assert.Equal(11, report.Epochs[0].ProvenTo);
    }

    [Fact]
    public async Task A_history_written_anew_from_some_record_on_is_told_though_its_chain_is_sound()
    {
        using var disk = await SignedAsync();
        var epoch = new JournalReader(disk).Epochs()[0];
        using var other = await RewrittenAsync(disk, epoch, keep: 15);
        Assert.Empty(JournalVerifier.Verify(other).Problems);

        var report = Verify(other);
        Assert.Equal(
            $"Epoch {epoch}, record 21: the checkpoint of 2026-03-01 09:00:00 UTC names it, countersigned by the host with another hash: it, or records before it, were changed since then.",
            Assert.Single(report.Problems));
        Assert.Equal((11, _time.Start), (report.Epochs[0].ProvenTo, report.Epochs[0].ProvenAt!.Value));
    }

    [Fact]
    public async Task A_checkpoint_by_another_key_proves_nothing()
    {
        using var disk = await SignedAsync();
        using var others = new Keys();
        using var keys = ProofKeys.Read(others.Pem);
        var report = CheckpointVerifier.Verify(disk, keys);
        Assert.Equal(2, report.Problems.Count);
        Assert.All(report.Problems, p => Assert.Contains($"signed with the key {_keys.Kiosk.Name}, of which no certificate of gate-1 is there", p, StringComparison.Ordinal));
        Assert.Equal(0, report.Epochs[0].ProvenTo);
    }

    [Fact]
    public async Task A_changed_word_or_signature_is_told_and_proves_nothing()
    {
        using var disk = await SignedAsync();
        var name = disk.Files.Keys.Single(n => n.EndsWith(".sig", StringComparison.Ordinal));
        var text = Encoding.UTF8.GetString(disk.Files[name]);
        using var changed = Tampering.Replace(disk, name, _ => Encoding.UTF8.GetBytes(text.Replace("\"sequence\":21", "\"sequence\":12", StringComparison.Ordinal)));
        var report = Verify(changed);
        Assert.Contains(report.Problems, p => p.Contains("its signature is not that of its words", StringComparison.Ordinal));
        Assert.Contains(report.Problems, p => p.Contains("no countersignature of one before it", StringComparison.Ordinal));
        Assert.Equal(11, report.Epochs[0].ProvenTo);
    }

    [Fact]
    public async Task A_damaged_record_ends_what_is_proven_at_the_checkpoint_before_it()
    {
        using var disk = await SignedAsync();
        var segment = disk.Files.Keys.Single(n => n.EndsWith(".log", StringComparison.Ordinal));
        using var damaged = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, 14, segment) + 10, file: segment);
        var report = Verify(damaged);
        Assert.Empty(report.Problems);
        Assert.Equal(11, report.Epochs[0].ProvenTo);
    }

    [Fact]
    public async Task Without_any_certificate_nothing_is_said_to_be_proven()
    {
        using var disk = await SignedAsync();
        using var none = ProofKeys.Read("");
        Assert.Contains("--certificates", Assert.Single(CheckpointVerifier.Verify(disk, none).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_nobody_signed_has_no_problem_and_no_proof()
    {
        using var disk = new MemoryDisk();
        await using (var journal = Journals.Open(disk))
        {
            await journal.AppendFaultsAsync(3);
        }

        using var none = ProofKeys.Read("");
        var report = CheckpointVerifier.Verify(disk, none);
        Assert.Empty(report.Problems);
        Assert.Null(Assert.Single(report.Epochs).ProvenAt);
    }

    [Fact]
    public async Task The_certificates_beside_the_journal_are_kept_once()
    {
        using var disk = await SignedAsync();
        var files = new CheckpointFiles(disk);
        files.Keep(_keys.Kiosk.Certificates);
        files.Keep(_keys.Kiosk.Certificates);
        Assert.Equal(2, files.ReadCertificates().Split("BEGIN CERTIFICATE").Length - 1);
        using var keys = ProofKeys.Read(files.ReadCertificates());
        Assert.Empty(CheckpointVerifier.Verify(disk, keys).Problems);
        Journals.AssertWhole(disk);
    }

    private ProofReport Verify(MemoryDisk disk)
    {
        using var keys = ProofKeys.Read(_keys.Pem);
        return CheckpointVerifier.Verify(disk, keys);
    }

    /// <summary>Signed and countersigned at 11 and, an hour later, at 21; 24 records.</summary>
    private async Task<MemoryDisk> SignedAsync()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk, time: _time);
        using var worker = new CheckpointWorker(journal, _keys.Kiosk, new RecordStamp(_time, new ClockWatch(_time), new BootIdentity(Guid.Empty)), _time, new LogLines<CheckpointWorker>());
        await journal.AppendFaultsAsync(10);
        await SignAsync(journal, worker);
        _time.Advance(TimeSpan.FromHours(1));
        await journal.AppendFaultsAsync(10);
        await SignAsync(journal, worker);
        await journal.AppendFaultsAsync(3);
        return MemoryDisk.Of(disk.Files);
    }

    private async Task SignAsync(SegmentJournal journal, CheckpointWorker worker)
    {
        Assert.True(worker.Sign());
        using var host = new FakeHost { Key = _keys.Host };
        await host.SendAsync(journal.Head.Epoch, Gatehouse.Kiosk.Sync.Batches.Read(journal.Reader, journal.Head.Epoch, new(1, journal.Head.Sequence)).Lines, CancellationToken.None);
        var line = worker.Unconfirmed(journal.Head.Epoch, journal.Head.Sequence)!.Value;
        Assert.True(worker.Confirm(journal.Head.Epoch, line, (await host.ConfirmAsync(line, CancellationToken.None))!));
    }

    /// <summary>The same journal whose records after one are others, properly chained.</summary>
    private static async Task<MemoryDisk> RewrittenAsync(MemoryDisk disk, string epoch, int keep)
    {
        var segment = disk.Files.Keys.Single(n => n.EndsWith(".log", StringComparison.Ordinal));
        var cut = Tampering.Cut(disk, Tampering.OffsetOfRecord(disk, keep + 1, segment), segment);
        await using var journal = Journals.Open(cut);
        for (var i = keep; i < 24; i++)
        {
            Assert.Equal(epoch, (await journal.AppendAsync(Drafts.Granted($"forged{i}"))).Epoch);
        }

        return cut;
    }
}
