using System.Collections.Concurrent;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Identity;

/// <summary>When each kiosk was heard last: kept as they speak, and written down once in a while.</summary>
internal sealed class KioskPresence(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _heard = new(StringComparer.Ordinal);

    /// <summary>A kiosk has shown who it is.</summary>
    public void Heard(string kiosk) => _heard[kiosk] = time.GetUtcNow();

    /// <summary>Writes down who was heard since.</summary>
    public async Task NoteAsync(CancellationToken cancellationToken)
    {
        var heard = _heard.ToArray();
        if (heard.Length == 0)
        {
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (kiosk, at) in heard)
        {
            // Another host may have heard it later.
            await context.Kiosks
                .Where(k => k.SiteId == SiteRow.First && k.Name == kiosk && (k.SeenAt == null || k.SeenAt < at))
                .ExecuteUpdateAsync(k => k.SetProperty(x => x.SeenAt, at), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        foreach (var note in heard)
        {
            _heard.TryRemove(note);
        }
    }
}
