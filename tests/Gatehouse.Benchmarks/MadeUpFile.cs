using Microsoft.Data.Sqlite;

namespace Gatehouse.Benchmarks;

/// <summary>Some days of a site with 20 gates and 5,000 people in the file of a host, made by SQLite itself. All have names.</summary>
/// <param name="file">The database of a host that has begun.</param>
/// <param name="now">After all of them.</param>
internal sealed class MadeUpFile(string file, DateTimeOffset now)
{
    private const int Gates = 20;
    private const int People = 5000;

    public async Task FillAsync(long entries, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=600");
        await connection.OpenAsync(cancellationToken);
        var month = now.ToString("yyyyMM", System.Globalization.CultureInfo.InvariantCulture);
        await DoAsync($"WITH g(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM g WHERE n < {Gates}) INSERT INTO kiosk (site_id, id, name, added_at, missing) SELECT 1, n, 'gate-' || n, {now.UtcTicks}, 0 FROM g");
        await DoAsync($"INSERT INTO epoch (site_id, id, kiosk_id, name, first_received_at, last_received_at) SELECT 1, id, id, 'e1', {now.UtcTicks}, {now.UtcTicks} FROM kiosk");
        await DoAsync($"""
            WITH i(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM i WHERE n < {entries}),
                made AS (SELECT n, 1 + (n * 7) % {Gates} AS gate, printf('%04d', (n * 7919) % {People}) AS who, {now.UtcTicks} - ({entries} - n) * {TimeSpan.TicksPerSecond} AS t FROM i)
            INSERT INTO entry (site_id, made_by_epoch_id, made_by_sequence, month, kiosk_id, passage, at, "when", synced, boot, mono, epoch_id, sequence, granted, simulated,
                direction, reason, person, "group", verdict, readings, closing_epoch_id, closing_sequence, closed_at, outcome, work_milliseconds, wait_milliseconds)
            SELECT 1, gate, n * 2, {month}, gate, printf('%032x', n), t, t, 1, '00000000000000000000000000000001', n * 1000000, gate, n * 2, 1, 0,
                'in', 'clear', who, 'day', CASE WHEN n % 200 = 0 THEN 'refer' ELSE 'clear' END, 1, gate, n * 2 + 1, t + 20000000, 'passed', 12.5, 1840
            FROM made
            """);
        await DoAsync($"INSERT INTO personal (site_id, epoch_id, sequence, month, line, name) SELECT 1, epoch_id, sequence, month, x'7b7d', 'Person ' || person FROM entry");
        await DoAsync("PRAGMA wal_checkpoint(TRUNCATE)");

        async Task DoAsync(string sql)
        {
#pragma warning disable CA2100 // The benchmark's own text.
            await using var command = new SqliteCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
