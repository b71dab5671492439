using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>Which entries: what stands in the address of the page, of the export and of the API alike.</summary>
internal sealed record EntryFilter
{
    /// <summary>The verdict filter's word for entries without a measurement.</summary>
    public const string NotScreened = "none";

    private static readonly string[] Times =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"];

    /// <summary>A person's number, or a part of a name.</summary>
    public string? Person { get; init; }

    public string? Gate { get; init; }

    public string? Verdict { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    public bool IsEmpty => this == new EntryFilter();

    /// <summary>What it reads of an address.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["person", "gate", "verdict", "from", "to"];

    /// <summary>The verdicts one can ask for.</summary>
    public static IReadOnlyList<string> Verdicts { get; } = [PassageVerdict.Clear, PassageVerdict.Remeasure, PassageVerdict.Refer, PassageVerdict.NotMeasurable, NotScreened];

    /// <summary>Reads an address; a time without offset is the site's.</summary>
    /// <returns>Null and what is wrong when a value means nothing.</returns>
    public static (EntryFilter? Filter, string? Problem) Read(Func<string, string?> query, TimeZoneInfo site)
    {
        var verdict = Text(query("verdict"));
        if (verdict is not null && !Verdicts.Contains(verdict))
        {
            return (null, $"'verdict' is one of {string.Join(", ", Verdicts)}.");
        }

        if (!TryTime(query("from"), site, out var from))
        {
            return (null, "'from' is a time such as 2026-03-01T08:00 or 2026-03-01T08:00:00Z.");
        }

        return TryTime(query("to"), site, out var to)
            ? (new EntryFilter { Person = Text(query("person")), Gate = Text(query("gate")), Verdict = verdict, From = from, To = to }, null)
            : (null, "'to' is a time such as 2026-03-01T17:00 or 2026-03-01T17:00:00Z.");
    }

    /// <summary>The entries that it lets through, of those whose decision has arrived.</summary>
    /// <remarks>Gate and person are looked up first, so that the engine can go along one index, newest first, and stop.</remarks>
    public async Task<IQueryable<EntryRow>> ApplyAsync(GatehouseContext context, CancellationToken cancellationToken)
    {
        // Every index begins with the site.
        var rows = context.Entries.Where(e => e.SiteId == SiteRow.First && e.Sequence != null);
        if (Gate is not null)
        {
            var gate = await context.Kiosks.Where(k => k.SiteId == SiteRow.First && k.Name == Gate).Select(k => k.Id).SingleOrDefaultAsync(cancellationToken);
            rows = rows.Where(e => e.KioskId == gate);
        }

        if (Verdict is not null)
        {
            rows = Verdict == NotScreened ? rows.Where(e => e.Verdict == null) : rows.Where(e => e.Verdict == Verdict);
        }

        if (Person is not null)
        {
            var people = await NamedPeople.FindAsync(context, Person, cancellationToken);
            rows = people is [var only] ? rows.Where(e => e.Person == only) : rows.Where(e => people.Contains(e.Person));
        }

        rows = From is { } from ? rows.Where(e => e.When >= from) : rows;
        return To is { } to ? rows.Where(e => e.When < to) : rows;
    }

    /// <summary>What is wrong with the gate; null when there is such a kiosk or none is asked for.</summary>
    public async Task<string?> UnknownGateAsync(GatehouseContext context, CancellationToken cancellationToken) =>
        Gate is null || await context.Kiosks.AnyAsync(k => k.Name == Gate, cancellationToken)
            ? null
            : "'gate' is the name of a kiosk of this host; there is none of this name.";

    /// <summary>The filter in words, for whoever reads the entries without the address.</summary>
    public string Told(TimeZoneInfo site) => IsEmpty ? "every entry" : "only entries with " + string.Join("; ", new (string Key, string? Value)[]
    {
        ("gate", Gate),
        ("person", Person),
        ("verdict", Verdict),
        ("from", Offset(From, site)),
        ("to", Offset(To, site)),
    }.Where(p => p.Value is not null).Select(p => $"{p.Key} {p.Value}"));

    private static string? Offset(DateTimeOffset? at, TimeZoneInfo site) =>
        at is { } time ? TimeZoneInfo.ConvertTime(time, site).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture) : null;

    /// <summary>The filter as a query string without question mark; times with their offset.</summary>
    public string ToQuery(TimeZoneInfo site) => string.Join('&', new (string Key, string? Value)[]
    {
        ("person", Person),
        ("gate", Gate),
        ("verdict", Verdict),
        ("from", Local(From, site)),
        ("to", Local(To, site)),
    }.Where(p => p.Value is not null).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}"));

    private static string? Local(DateTimeOffset? at, TimeZoneInfo site) =>
        at is { } time ? TimeZoneInfo.ConvertTime(time, site).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) : null;

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static bool TryTime(string? text, TimeZoneInfo site, out DateTimeOffset? at)
    {
        at = null;
        if (Text(text) is not { } value)
        {
            return true;
        }

        if (!DateTime.TryParseExact(value, Times, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            return false;
        }

        at = time.Kind switch
        {
            DateTimeKind.Utc => new DateTimeOffset(time),
            // The parser turned an offset into this machine's time.
            DateTimeKind.Local => new DateTimeOffset(time.ToUniversalTime()),
            // A local time that the clocks skipped in spring is read as the one an hour later.
            _ => Utc(time.Ticks - site.GetUtcOffset(time).Ticks),
        };
        return true;
    }

    /// <summary>The site's first and last times may lie beyond those there are in UTC.</summary>
    private static DateTimeOffset Utc(long ticks) =>
        new(Math.Clamp(ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
}
