using System.Security.Cryptography.X509Certificates;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Proofs;
using Gatehouse.Host.Retention;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Backups;

/// <summary>What a restoration came to.</summary>
/// <param name="Manifest">Of the backup.</param>
/// <param name="Report">What verification found in it.</param>
/// <param name="Erased">From how many records values were erased again, which had been erased since the backup, or would have been.</param>
/// <param name="Tokens">How many open join tokens were taken back.</param>
/// <param name="Roster">The new revision of the roster; null where there is none.</param>
internal sealed record RestoreReport(BackupManifest Manifest, DataReport Report, int Erased, int Tokens, string? Roster);

/// <summary>Puts a backup back: every file as it was made, the whole verified, and what must not come back with it taken out again.</summary>
/// <param name="connection">The PostgreSQL to put it on; null for a file.</param>
/// <param name="authority">The authority's certificate from elsewhere; null for the one in the backup.</param>
/// <param name="time">By which is told what is past its time.</param>
internal sealed class Restoration(string? connection, X509Certificate2? authority, TimeProvider time)
{
    /// <summary>Puts it back into a folder that is absent or empty, which is there only once all is done.</summary>
    /// <param name="from">The backup.</param>
    /// <param name="path">The folder.</param>
    /// <param name="valueDays">The host's own rule for measured values, as with <c>run</c>.</param>
    /// <param name="nameDays">The one for names.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it came to; where verification found anything missing or changed, nothing was put back into the folder.</returns>
    /// <exception cref="HostException">The folder is not empty, or the backup is not as it was made.</exception>
    public async Task<RestoreReport> RestoreAsync(string from, string path, int? valueDays, int? nameDays, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(path);
        var aside = EmptyFolder.Beside(target);
        try
        {
            var manifest = await BackupReader.CopyAsync(from, aside, cancellationToken);
            var database = new HostDatabase(DataFolder.Open(aside), connection);
            await database.RestoreAsync(manifest.Files.Select(file => file.Name).ToList(), cancellationToken);
            await database.PrepareAsync(cancellationToken);
            var report = await VerifyAsync(database, Path.Combine(aside, DataFolder.IdentityName), cancellationToken);
            var restored = report.Complete
                ? await FinishAsync(database, manifest, report, (valueDays, nameDays), cancellationToken)
                : new RestoreReport(manifest, report, 0, 0, null);
            // The file is closed, and its log put away, before it is moved.
            SqliteConnection.ClearAllPools();
            if (report.Complete)
            {
                EmptyFolder.Name(aside, target);
            }

            return restored;
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                SqliteConnection.ClearAllPools();
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    private async Task<DataReport> VerifyAsync(HostDatabase database, string identity, CancellationToken cancellationToken)
    {
        await using var context = database.CreateDbContext();
        if (authority is not null)
        {
            return await new DataVerifier(context, authority).VerifyAsync(cancellationToken);
        }

        using var own = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(Path.Combine(identity, "authority.pem"), cancellationToken));
        return await new DataVerifier(context, own).VerifyAsync(cancellationToken);
    }

    private async Task<RestoreReport> FinishAsync(
        HostDatabase database, BackupManifest manifest, DataReport report, (int? Values, int? Names) days, CancellationToken cancellationToken)
    {
        await using var context = database.CreateDbContext();
        var now = time.GetUtcNow();
        var erased = await KioskRules.ApplyAsync(context, now, cancellationToken);
        erased += days.Values is { } values ? await PersonalErasure.OlderAsync(context, now.AddDays(-values), names: false, cancellationToken) : 0;
        erased += days.Names is { } names ? await PersonalErasure.OlderAsync(context, now.AddDays(-names), names: true, cancellationToken) : 0;
        int tokens;
        string? roster;
        await using (var transaction = await context.Database.BeginTransactionAsync(cancellationToken))
        {
            // The host does not know any more which of them were used.
            tokens = await context.JoinTokens.Where(t => t.UsedAt == null).ExecuteDeleteAsync(cancellationToken);
            await context.Leases.ExecuteDeleteAsync(cancellationToken);
            // Nor which sessions were ended.
            await context.Sessions.ExecuteDeleteAsync(cancellationToken);
            roster = await RosterRevisions.RenewAsync(context, time, cancellationToken);
            await AuditLog.AddAsync(
                context, Actor.OnThisMachine, time, new AuditEntry("host.restore", "", After: new { Backup = manifest.At, Erased = erased, Tokens = tokens, Roster = roster }), cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await context.ForgetAsync(cancellationToken);
        return new RestoreReport(manifest, report, erased, tokens, roster);
    }
}
