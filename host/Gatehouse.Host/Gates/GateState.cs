using System.Globalization;
using System.Text.Json.Serialization;
using Gatehouse.Contract;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Gates;

/// <summary>How far a gate is with what it is told.</summary>
/// <param name="Mode">The mode in which its newest record of one says that it is, a word of <see cref="LaneMode"/>.</param>
/// <param name="Lockdown">Whether that record says that nobody may enter the site.</param>
/// <param name="WantedMode">The mode in which it is to be.</param>
/// <param name="WantedLockdown">Whether the site is locked down.</param>
/// <param name="Behind">How many revisions of the roster it lags behind; null where it decides by none of this host's.</param>
/// <param name="BehindSince">Since when; null where it does not lag.</param>
/// <param name="Fits">Whether it held what it should when it asked last; null where it did not say what it holds, or lags.</param>
/// <param name="SeenAt">When it was heard last; null when it never was.</param>
internal sealed record GateState(
    string Mode, bool Lockdown, string WantedMode, bool WantedLockdown, long? Behind, DateTimeOffset? BehindSince, bool? Fits, DateTimeOffset? SeenAt)
{
    /// <summary>The mode as people read it, and the one in which it is to be where that is another.</summary>
    [JsonIgnore]
    public string ModeWords => (Word(Mode, Lockdown), Word(WantedMode, WantedLockdown)) is var (says, wanted) && says == wanted ? says : $"{says}, not yet {wanted}";

    /// <summary>How far each kiosk is.</summary>
    public static async Task<IReadOnlyDictionary<long, GateState>> ReadAsync(GatehouseContext context, IReadOnlyList<KioskRow> kiosks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var site = await context.Sites.AsNoTracking().SingleAsync(s => s.Id == SiteRow.First, cancellationToken);
        var orders = await context.GateOrders.AsNoTracking().Where(o => o.SiteId == site.Id).ToDictionaryAsync(o => o.KioskId, cancellationToken);
        var behind = new Dictionary<string, (long? Behind, DateTimeOffset? Since)>(StringComparer.Ordinal);
        foreach (var revision in kiosks.Select(k => k.Roster).OfType<string>().Distinct())
        {
            behind[revision] = await BehindAsync(context, revision, cancellationToken);
        }

        return kiosks.ToDictionary(k => k.Id, k =>
        {
            var order = orders.GetValueOrDefault(k.Id);
            var (lags, since) = k.Roster is { } roster ? behind[roster] : (null, null);
            return new GateState(
                k.Mode ?? LaneMode.Normal, k.Lockdown, order is null || order.Until <= now ? LaneMode.Normal : order.Mode, site.LockdownAt is not null, lags, since, k.RosterFits, k.SeenAt);
        });
    }

    private static async Task<(long? Behind, DateTimeOffset? Since)> BehindAsync(GatehouseContext context, string revision, CancellationToken cancellationToken)
    {
        if (await RosterSource.FindAsync(context, revision, cancellationToken) is not { } number)
        {
            return (null, null);
        }

        var later = await context.Rosters.AsNoTracking().Where(r => r.SiteId == SiteRow.First && r.Number > number).OrderBy(r => r.Number).Select(r => new { r.Number, r.At }).ToListAsync(cancellationToken);
        return (later.Count, later.Count == 0 ? null : later[0].At);
    }

    /// <summary>How far behind as people read it.</summary>
    [JsonIgnore]
    public string BehindWords => Behind is > 0 and var many ? string.Create(CultureInfo.InvariantCulture, $"{many} behind since {BehindSince!.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss}") : Fits == false ? "differs from what it should hold" : "";

    private static string Word(string mode, bool lockdown) => lockdown ? "lockdown" : mode;
}
