using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Audit;

/// <summary>An entry of the audit log as it is shown.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Action">What was done.</param>
/// <param name="Subject">To whom or what.</param>
/// <param name="Before">What it was; null where it was nothing, or that was erased.</param>
/// <param name="After">What it became; null where it is nothing, or that was erased.</param>
/// <param name="Erased">Whether it had values that are erased.</param>
public sealed record AuditView(long Sequence, DateTimeOffset At, string By, string Action, string Subject, JsonElement? Before, JsonElement? After, bool Erased);

/// <summary>Reads the audit log.</summary>
internal sealed class AuditList(IDbContextFactory<GatehouseContext> contexts)
{
    /// <summary>The newest entries, newest first.</summary>
    /// <param name="before">Only those before this number; null from the newest.</param>
    /// <param name="subject">Only those of whom or what; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<AuditView>> OlderAsync(long? before, string? subject, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Audit.AsNoTracking()
            .Where(a => a.SiteId == SiteRow.First && (before == null || a.Sequence < before) && (subject == null || a.Subject == subject))
            .OrderByDescending(a => a.Sequence)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(View);
    }

    private static AuditView View(AuditRow row)
    {
        var fields = row.Personal is null ? [] : JournalLine.ReadPersonal(row.Personal).Fields;
        var erased = row.Personal is null && JournalLine.ReadRecord(row.Line).Body.TryGetProperty("commitments", out _);
        return new AuditView(row.Sequence, row.At, row.By, row.Action, row.Subject, Value(AuditLog.Before), Value(AuditLog.After), erased);

        JsonElement? Value(string name) =>
            fields.Where(f => f.Name == name).Select(f => (JsonElement?)JsonElement.Parse(f.Value.Span)).SingleOrDefault();
    }
}
