using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Permissions;

/// <summary>The site's holidays: days on which schedules are closed, or open at the holiday's own hours.</summary>
internal sealed class HolidayRegister(IDbContextFactory<GatehouseContext> contexts, RosterRevisions revisions)
{
    /// <summary>All of them, the earliest first.</summary>
    public async Task<IReadOnlyList<SpecialDay>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(context, cancellationToken);
    }

    /// <summary>Makes a day a holiday, or gives it other hours.</summary>
    public Task<RosterChange> SetAsync(Actor by, SpecialDay day, CancellationToken cancellationToken, string? match = null) =>
        revisions.ChangeAsync(by, "holiday.set", day.Date.ToString("O", CultureInfo.InvariantCulture), async (context, _, _) =>
        {
            if (day.Name is { } name && (name.Length > RecordLimits.MaxName || name.Any(char.IsControl)))
            {
                return RosterChange.Refused($"A holiday's name has at most {RecordLimits.MaxName} characters that can be seen.");
            }

            var row = await context.Holidays.SingleOrDefaultAsync(h => h.SiteId == SiteRow.First && h.Date == day.Date, cancellationToken);
            var was = row is null ? null : Words(Kept(row));
            if (row is null)
            {
                row = new HolidayRow { SiteId = SiteRow.First, Date = day.Date, Hours = "" };
                context.Holidays.Add(row);
            }

            (row.Name, row.Hours) = (day.Name, JsonSerializer.Serialize(day.Hours, ScheduleDocument.Form));
            return RosterChange.Of(was, Words(day));
        }, cancellationToken, match);

    /// <summary>Makes a holiday a day like others.</summary>
    public Task<RosterChange> RemoveAsync(Actor by, DateOnly date, CancellationToken cancellationToken, string? match = null) =>
        revisions.ChangeAsync(by, "holiday.remove", date.ToString("O", CultureInfo.InvariantCulture), async (context, _, _) =>
        {
            if (await context.Holidays.SingleOrDefaultAsync(h => h.SiteId == SiteRow.First && h.Date == date, cancellationToken) is not { } row)
            {
                return RosterChange.Refused($"{date:yyyy-MM-dd} is no holiday: 'gatehouse-host holiday list' shows those there are.");
            }

            context.Holidays.Remove(row);
            return RosterChange.Of(Words(Kept(row)), null);
        }, cancellationToken, match);

    /// <summary>A holiday as people write it.</summary>
    public static string Words(SpecialDay day) =>
        $"{day.Date:yyyy-MM-dd}  {(day.Hours.Count == 0 ? "closed" : string.Join(' ', day.Hours.Select(ScheduleWords.Of)))}{(day.Name is null ? "" : $"  {day.Name}")}";

    /// <summary>All of them in a context.</summary>
    public static async Task<IReadOnlyList<SpecialDay>> ReadAsync(GatehouseContext context, CancellationToken cancellationToken) =>
        [.. (await context.Holidays.AsNoTracking().Where(h => h.SiteId == SiteRow.First).OrderBy(h => h.Date).ToListAsync(cancellationToken)).Select(Kept)];

    private static SpecialDay Kept(HolidayRow row) => new(row.Date, JsonSerializer.Deserialize<List<DayHours>>(row.Hours, ScheduleDocument.Form)!, row.Name);
}
