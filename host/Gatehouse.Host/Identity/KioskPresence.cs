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

        // All at the time of the latest: it is not asked to the second. Another host may have heard one later.
        var (names, at) = (heard.Select(h => h.Key).ToList(), heard.Max(h => h.Value));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Kiosks
            .Where(k => k.SiteId == SiteRow.First && names.Contains(k.Name) && (k.SeenAt == null || k.SeenAt < at))
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.SeenAt, at), cancellationToken);
        foreach (var note in heard)
        {
            _heard.TryRemove(note);
        }
    }
}
