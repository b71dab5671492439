using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Proofs;

/// <summary>Reads everything a host has stored and holds it against what was signed.</summary>
/// <param name="context">The data, which may be a copy.</param>
/// <param name="authority">The host's certificate, by which countersignatures, trees and the kiosks' certificates are verified.</param>
internal sealed class DataVerifier(GatehouseContext context, X509Certificate2 authority)
{
    private readonly List<string> _problems = [];
    private readonly List<VerifiedEpoch> _epochs = [];
    private long _records;
    private long _checkpoints;

    /// <summary>Verifies all of it.</summary>
    public async Task<DataReport> VerifyAsync(CancellationToken cancellationToken)
    {
        using var key = authority.GetECDsaPublicKey() ?? throw new HostException("The authority's certificate has no key that signs.");
        var trees = new TreeCheck(await context.Trees.AsNoTracking().OrderBy(t => t.Day).ToListAsync(cancellationToken), key);
        _problems.AddRange(trees.Problems);
        var certificates = (await context.Certificates.AsNoTracking().ToListAsync(cancellationToken)).Where(IsIssued).ToLookup(c => c.KioskId);
        var ends = await EpochEnd.ReadAsync(context, null, cancellationToken);
        foreach (var kiosk in await context.Kiosks.AsNoTracking().OrderBy(k => k.Name).ToListAsync(cancellationToken))
        {
            var keys = new KioskKeys(certificates[kiosk.Id]);
            foreach (var epoch in (await context.Epochs.AsNoTracking().Where(e => e.SiteId == kiosk.SiteId && e.KioskId == kiosk.Id).ToListAsync(cancellationToken)).OrderBy(e => e.Name, StringComparer.Ordinal))
            {
                var end = ends[(kiosk.Id, epoch.Name)].Select(e => e.Sequence).DefaultIfEmpty(0).Max();
                await VerifyAsync(kiosk.Name, epoch, end, new Signatures(keys, key, trees.Of(kiosk.Name, epoch.Name)), cancellationToken);
            }
        }

        var audit = await VerifyAuditAsync(new Signatures(new KioskKeys([]), key, trees.Of(AuditLog.Journal, AuditLog.Epoch)), cancellationToken);
        _problems.AddRange(trees.Unknown([.. _epochs.Select(e => (e.Kiosk, e.Epoch)), (AuditLog.Journal, AuditLog.Epoch)]));
        return new DataReport(_problems.Count == 0, _records, _checkpoints, trees.Count, audit, _epochs, _problems);
    }

    private async Task<long> VerifyAuditAsync(Signatures signatures, CancellationToken cancellationToken)
    {
        var last = await context.Set<CounterRow>().Where(c => c.Name == CounterRow.Audit).Select(c => c.Last).SingleAsync(cancellationToken);
        var walk = new EpochWalk(AuditLog.Journal, AuditLog.Epoch, [], signatures.Leaves.Select(l => l.Leaf.Sequence));
        await foreach (var row in context.Audit.AsNoTracking().Where(a => a.SiteId == SiteRow.First).OrderBy(a => a.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            walk.Pass(row.Sequence, row.Line);
            if (ChainCheck.Read(row.Line) is { } line && !AuditLog.Says(line, row))
            {
                signatures.Problems.Add($"entry {row.Sequence} is listed otherwise than its line says");
            }
        }

        walk.End(last);
        signatures.Hold(walk, []);
        _problems.AddRange(walk.Problems);
        _problems.AddRange(signatures.Problems.Select(p => $"{AuditLog.Journal}, epoch {AuditLog.Epoch}: {p}."));
        return walk.Records;
    }

    private async Task VerifyAsync(string kiosk, EpochRow epoch, long end, Signatures signatures, CancellationToken cancellationToken)
    {
        var losses = await context.Losses.AsNoTracking().Where(l => l.SiteId == epoch.SiteId && l.EpochId == epoch.Id).OrderBy(l => l.First).ToListAsync(cancellationToken);
        var runs = await context.Runs.AsNoTracking().Where(r => r.SiteId == epoch.SiteId && r.EpochId == epoch.Id).OrderBy(r => r.First).ToListAsync(cancellationToken);
        var checkpoints = await context.Checkpoints.AsNoTracking().Where(c => c.SiteId == epoch.SiteId && c.EpochId == epoch.Id).OrderBy(c => c.Sequence).ToListAsync(cancellationToken);
        var walk = new EpochWalk(kiosk, epoch.Name, losses, checkpoints.Select(c => c.Sequence).Concat(signatures.Leaves.Select(l => l.Leaf.Sequence)));
        await foreach (var stored in context.Records.AsNoTracking().Where(r => r.SiteId == epoch.SiteId && r.EpochId == epoch.Id).OrderBy(r => r.Sequence)
            .Select(r => new { r.Sequence, r.Line }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            walk.Pass(stored.Sequence, stored.Line);
        }

        walk.End(Math.Max(end, runs.Count > 0 ? runs[^1].Last : 0));
        _records += walk.Records;
        _checkpoints += checkpoints.Count;
        var (provenTo, provenBy) = signatures.Hold(walk, checkpoints);
        var proof = provenBy is null ? "; nothing of it is proven" : string.Create(CultureInfo.InvariantCulture, $"; up to {provenTo} it is as {provenBy} says");
        _problems.AddRange(walk.Problems.Select(p => p.TrimEnd('.') + proof + "."));
        _problems.AddRange(signatures.Problems.Select(p => $"{kiosk}, epoch {epoch.Name}: {p}{proof}."));
        var lost = string.Join(", ", HeldRuns.Lost(runs, losses).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.From} to {l.To}")));
        _epochs.Add(new VerifiedEpoch(kiosk, epoch.Name, walk.Last, lost.Length > 0 ? lost : null, provenTo, provenBy));
    }

    private bool IsIssued(CertificateRow row)
    {
        try
        {
            using var certificate = row.Certificate is null ? null : X509CertificateLoader.LoadCertificate(row.Certificate);
            return certificate is not null && Authority.Issued(authority, certificate);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>What was signed of one epoch.</summary>
    private sealed class Signatures(KioskKeys keys, ECDsa host, IReadOnlyList<(string Day, TreeLeaf Leaf)> leaves)
    {
        public List<string> Problems { get; } = [];

        public IReadOnlyList<(string Day, TreeLeaf Leaf)> Leaves => leaves;

        /// <summary>Holds what is stored against it and gives how far it is proven, and by what.</summary>
        public (long To, string? By) Hold(EpochWalk walk, IReadOnlyList<CheckpointRow> checkpoints)
        {
            var proven = (To: 0L, By: (string?)null);
            foreach (var row in checkpoints)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"the checkpoint received {row.ReceivedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
                if (SignedLine.Read(row.Line, ContractJson.Default.Checkpoint) is not { IsSound: true } checkpoint
                    || checkpoint.Sequence != row.Sequence || keys.SignerOf(row.Line, checkpoint) is null)
                {
                    Problems.Add($"{name} for record {row.Sequence} is not signed by the kiosk; it was changed or forged");
                }
                else if (!SignedLine.IsSignedBy(row.Countersignature, host)
                    || SignedLine.Read(row.Countersignature, ContractJson.Default.Countersignature) is not { } countersigned || !countersigned.IsOf(row.Line))
                {
                    Problems.Add($"the countersignature of {name} for record {row.Sequence} is not this host's; it was changed or forged");
                }
                else
                {
                    Hold(walk, row.Sequence, checkpoint.Hash, name, ref proven);
                }
            }

            foreach (var (day, leaf) in leaves)
            {
                Hold(walk, leaf.Sequence, leaf.Hash, $"the tree of {day}", ref proven);
            }

            return proven;
        }

        private void Hold(EpochWalk walk, long sequence, string hash, string name, ref (long To, string? By) proven)
        {
            if (walk.HashOf(sequence) is not { } held)
            {
                Problems.Add($"record {sequence}, which {name} names, is missing or changed since then");
            }
            else if (held != hash)
            {
                Problems.Add($"record {sequence} is not the one that {name} names: it, or records before it, were changed since then");
            }
            else if (sequence <= walk.IntactTo && sequence >= proven.To)
            {
                proven = (sequence, name);
            }
        }
    }
}
