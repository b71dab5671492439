using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gatehouse.Contract;
using Gatehouse.Host.Alarms;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Proofs;

/// <summary>
/// Verifies checkpoints against the kiosk's certificates and against what is held, and countersigns those that fit. One
/// that contradicts what is held, or was countersigned before, is an alarm and changes nothing.
/// </summary>
internal sealed class CheckpointStore(IDbContextFactory<GatehouseContext> contexts, Authority authority, TimeProvider time)
{
    /// <summary>Countersigns a checkpoint, or says why not.</summary>
    /// <param name="kiosk">The kiosk that shows it.</param>
    /// <param name="line">The checkpoint as signed.</param>
    /// <param name="shown">The certificate of the connection, which is in the register.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(CheckpointAnswer? Answer, Refusal? Refusal)> StoreAsync(
        KioskId kiosk, ReadOnlyMemory<byte> line, X509Certificate2? shown, CancellationToken cancellationToken)
    {
        if (SignedLine.Read(line.Span, ContractJson.Default.Checkpoint) is not { IsSound: true } checkpoint)
        {
            return (null, Refusal.Malformed("The body is not one signed checkpoint."));
        }

        if (checkpoint.Kiosk != kiosk.ToString())
        {
            return (null, Refusal.Untrue("The checkpoint is another kiosk's."));
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await SignerAsync(context, line, checkpoint, shown, cancellationToken) is not { } signer)
        {
            return (null, Refusal.Untrue("The checkpoint's signature is not by a key that this host certified for the kiosk."));
        }

        var epoch = await context.Epochs.SingleOrDefaultAsync(
            e => e.Name == checkpoint.Epoch && context.Kiosks.Any(k => k.SiteId == e.SiteId && k.Id == e.KioskId && k.Name == checkpoint.Kiosk), cancellationToken);
        if (epoch is null || !await IsHeldAsync(context, epoch, checkpoint.Sequence, cancellationToken))
        {
            await transaction.CommitAsync(cancellationToken);
            return (null, Refusal.Untrue($"Not every record up to {checkpoint.Sequence} is held yet: send the records first."));
        }

        if (await ContradictsAsync(context, epoch, checkpoint, cancellationToken) is { } contradiction)
        {
            context.ChangeTracker.Clear();
            await AlarmBook.RaiseAsync(context, contradiction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return (null, Refusal.Conflict(
                $"Record {contradiction.Sequence} is not held as it was signed. What is held stays; an alarm was raised. Either the journal at the gate or the data of this host were changed: keep both for whoever looks into it, and run 'gatehouse-host verify' and 'gatehouse-kiosk journal verify' on copies of them."));
        }

        var countersignature = await CountersignAsync(context, epoch, checkpoint, line.ToArray(), signer, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (new CheckpointAnswer(Encoding.UTF8.GetString(countersignature)), null);
    }

    private static async Task<string?> SignerAsync(
        GatehouseContext context, ReadOnlyMemory<byte> line, Checkpoint checkpoint, X509Certificate2? shown, CancellationToken cancellationToken)
    {
        var certificates = await context.Certificates.Where(c => context.Kiosks.Any(k => k.SiteId == c.SiteId && k.Id == c.KioskId && k.Name == checkpoint.Kiosk)).ToListAsync(cancellationToken);
        if (shown is not null && certificates.Find(c => c.Certificate is null && c.Thumbprint == ServerCertificate.Thumbprint(shown)) is { } known)
        {
            known.Certificate = shown.RawData;
            await context.SaveChangesAsync(cancellationToken);
        }

        return new KioskKeys(certificates).SignerOf(line.Span, checkpoint);
    }

    private static async Task<bool> IsHeldAsync(GatehouseContext context, EpochRow epoch, long sequence, CancellationToken cancellationToken)
    {
        var runs = await context.Runs.AsNoTracking().Where(r => r.SiteId == epoch.SiteId && r.EpochId == epoch.Id).OrderBy(r => r.First).ToListAsync(cancellationToken);
        var losses = await context.Losses.AsNoTracking().Where(l => l.SiteId == epoch.SiteId && l.EpochId == epoch.Id).OrderBy(l => l.First).ToListAsync(cancellationToken);
        return HeldRuns.Answer(epoch.Name, runs, losses).Watermark >= sequence && runs.Exists(r => r.First <= sequence && sequence <= r.Last);
    }

    /// <summary>Both what it names, and what the checkpoint before it named, must be held as they were signed.</summary>
    private async Task<AlarmRow?> ContradictsAsync(GatehouseContext context, EpochRow epoch, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var before = await context.Checkpoints.AsNoTracking()
            .Where(c => c.SiteId == epoch.SiteId && c.EpochId == epoch.Id && c.Sequence <= checkpoint.Sequence)
            .OrderByDescending(c => c.Sequence).Select(c => c.Line).FirstOrDefaultAsync(cancellationToken);
        var signed = before is null ? null : SignedLine.Read(before, ContractJson.Default.Checkpoint);
        foreach (var (sequence, hash) in ((long, string)[])[(checkpoint.Sequence, checkpoint.Hash), .. signed is null ? Array.Empty<(long, string)>() : [(signed.Sequence, signed.Hash)]])
        {
            var stored = await context.Records.AsNoTracking().Where(r => r.SiteId == epoch.SiteId && r.EpochId == epoch.Id && r.Sequence == sequence).Select(r => r.Line).SingleOrDefaultAsync(cancellationToken);
            var held = stored is null ? null : ChainCheck.Read(stored)?.Hash.ToString();
            if (held != hash)
            {
                return new AlarmRow { SiteId = epoch.SiteId, EpochId = epoch.Id, Kind = AlarmKind.Checkpoint, Sequence = sequence, Held = held ?? "", Offered = hash, FirstAt = time.GetUtcNow() };
            }
        }

        return null;
    }

    private async Task<byte[]> CountersignAsync(
        GatehouseContext context, EpochRow epoch, Checkpoint checkpoint, byte[] line, string signer, CancellationToken cancellationToken)
    {
        var kept = await context.Checkpoints.SingleOrDefaultAsync(c => c.SiteId == epoch.SiteId && c.EpochId == epoch.Id && c.Sequence == checkpoint.Sequence, cancellationToken);
        if (kept is not null && kept.Line.AsSpan().SequenceEqual(line))
        {
            return kept.Countersignature;
        }

        var now = time.GetUtcNow();
        var countersignature = authority.Sign(
            new Countersignature(Countersignature.Word, RecordHash.Of(line).ToString(), checkpoint.Kiosk, checkpoint.Epoch, checkpoint.Sequence, now),
            ContractJson.Default.Countersignature);
        if (kept is null)
        {
            // One of a number is enough: a kiosk that lost its own signs the same record anew.
            context.Checkpoints.Add(new CheckpointRow
            {
                SiteId = epoch.SiteId,
                EpochId = epoch.Id,
                Sequence = checkpoint.Sequence,
                Line = line,
                Countersignature = countersignature,
                Thumbprint = signer,
                ReceivedAt = now,
            });
            await context.SaveChangesAsync(cancellationToken);
        }

        return countersignature;
    }
}
