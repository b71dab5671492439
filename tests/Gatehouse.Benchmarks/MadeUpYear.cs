using System.Globalization;
using Npgsql;

namespace Gatehouse.Benchmarks;

/// <summary>A year of a site with 20 gates, made by a PostgreSQL itself, month by month. Nine in ten of its people still stand on the roster.</summary>
/// <param name="database">The database of a host that has begun.</param>
/// <param name="now">A time in its last month.</param>
/// <param name="wanted">About how many entries.</param>
/// <param name="people">How many people pass.</param>
/// <param name="named">How many of its months still have names.</param>
internal sealed class MadeUpYear(string database, DateTimeOffset now, long wanted, int people, int named)
{
    /// <summary>How many it has.</summary>
    public const int Months = 12;

    private const int Gates = 20;
    private static readonly TimeSpan Month = TimeSpan.FromDays(27);

    public long Entries => wanted / Months * Months;

    /// <summary>The ways of asking, and an address of each by chance.</summary>
    public IReadOnlyList<(string Name, Func<Random, string> Ask)> Questions =>
    [
        ("newest", _ => "/api/v1/entries"),
        ("person's number", r => $"/api/v1/entries?person={Number(r)}"),
        ("person's name", r => $"/api/v1/entries?person=Person+{Number(r)}"),
        ("part of ten names", r => $"/api/v1/entries?person=person+{Number(r)[..3]}"),
        ("gate", r => $"/api/v1/entries?gate={Gate(r)}"),
        ("day", r => $"/api/v1/entries?{Day(r)}"),
        ("gate and day", r => $"/api/v1/entries?gate={Gate(r)}&{Day(r)}"),
        ("person, gate and year", r => $"/api/v1/entries?person={Number(r)}&gate={Gate(r)}&from=2020-01-01"),
        ("page far down", r => $"/api/v1/entries?after={At(r).UtcTicks}-9-9"),
        ("page far down at a gate", r => $"/api/v1/entries?gate={Gate(r)}&after={At(r).UtcTicks}-9-9"),
        ("about how many of a day", r => $"/api/v1/entries/count?{Day(r)}"),
    ];

    public async Task FillAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database + ";Command Timeout=0");
        await connection.OpenAsync(cancellationToken);
        await DoAsync($"INSERT INTO kiosk (site_id, id, name, added_at) SELECT 1, g, 'gate-' || g, now() FROM generate_series(1, {Gates}) g");
        await DoAsync("INSERT INTO epoch (site_id, id, kiosk_id, name, first_received_at, last_received_at) SELECT 1, id, id, 'e1', now(), now() FROM kiosk");
        for (var month = 0; month < Months; month++)
        {
            await MonthAsync(DoAsync, month);
        }

        await DoAsync($"INSERT INTO last_named SELECT DISTINCT ON (person) 1, person, epoch_id, sequence, month FROM entry WHERE month = {NumberOf(Months - 1)} ORDER BY person, \"when\" DESC");
        await DoAsync($"INSERT INTO person (site_id, id, number, name, \"group\", suspended, changed_in) SELECT 1, g, lpad(g::text, 4, '0'), 'Person ' || lpad(g::text, 4, '0'), 'day', false, 1 FROM generate_series(0, {people - 1}) g WHERE g % 10 > 0");
        await DoAsync("ANALYZE");

        async Task DoAsync(string sql)
        {
#pragma warning disable CA2100 // The benchmark's own text.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Filled before it is attached: indexes are then built at once rather than row by row.</summary>
    private async Task MonthAsync(Func<string, Task> doAsync, int month)
    {
        var (number, each) = (NumberOf(month), wanted / Months);
        var (entry, personal) = ($"entry_{number}", $"personal_{number}");
        foreach (var (table, part) in ((string, string)[])[("entry", entry), ("personal", personal)])
        {
            await doAsync($"DROP TABLE IF EXISTS {part}");
            await doAsync($"CREATE TABLE {part} (LIKE {table} INCLUDING DEFAULTS)");
        }

        await doAsync(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO {entry} (site_id, made_by_epoch_id, made_by_sequence, month, kiosk_id, passage, at, "when", synced, boot, mono, epoch_id, sequence, granted, simulated,
                direction, reason, person, "group", verdict, readings, closing_epoch_id, closing_sequence, closed_at, outcome, work_milliseconds, wait_milliseconds)
            SELECT 1, gate, n, {number}, gate, md5(n::text), t, t, true, '00000000000000000000000000000001', n * 1000000, gate, n, true, false,
                'in', 'clear', lpad(who::text, 4, '0'), 'day', CASE WHEN i % 200 = 0 THEN 'refer' ELSE 'clear' END, 1, gate, n + 1, t + interval '2 s', 'passed', 12.5, 1840
            FROM (SELECT i, {month} * {each} * 2 + i * 2 AS n, 1 + (i * 7) % {Gates} AS gate,
                    abs(hashint8(i + {month * each})::bigint) % {people} AS who,
                    timestamptz '{Begins(month):yyyy-MM-dd HH:mm:ss}+00' + i * (interval '{Month.TotalSeconds:0} s' / {each}) AS t
                FROM generate_series(1::bigint, {each}) i) made
            """));
        if (month >= Months - named)
        {
            await doAsync($"INSERT INTO {personal} (site_id, epoch_id, sequence, month, line, name) SELECT 1, epoch_id, sequence, month, '\\x7b7d', 'Person ' || person FROM {entry}");
        }

        foreach (var (table, part) in ((string, string)[])[("entry", entry), ("personal", personal)])
        {
            await doAsync($"ALTER TABLE {table} ATTACH PARTITION {part} FOR VALUES FROM ({number}) TO ({NumberOf(month + 1)})");
        }
    }

    private static string Gate(Random random) => $"gate-{random.Next(1, Gates + 1)}";

    private string Number(Random random) => random.Next(people).ToString("D4", CultureInfo.InvariantCulture);

    private DateTimeOffset At(Random random) => Begins(random.Next(Months)) + (Month * random.NextDouble());

    private string Day(Random random)
    {
        var day = Begins(random.Next(Months)) + TimeSpan.FromDays(random.Next(1, 25));
        return string.Create(CultureInfo.InvariantCulture, $"from={day:yyyy-MM-dd}T00:00:00Z&to={day:yyyy-MM-dd}T23:59:59Z");
    }

    private DateTimeOffset Begins(int month) => new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(month - Months + 1);

    private string NumberOf(int month) => Begins(month).ToString("yyyyMM", CultureInfo.InvariantCulture);
}
