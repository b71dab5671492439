using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Gatehouse.Host.Tests.Support;
using MiniExcelLibs;

namespace Gatehouse.Host.Tests;

/// <summary>Exports that are made aside and fetched when they are done.</summary>
public sealed class ExportJobTests : HostAndKiosk
{
    private Person? _clerk;

    private Person Clerk => _clerk!;

    protected override ValueTask EndAsync()
    {
        _clerk?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task PrepareAsync()
    {
        _clerk = new Person(Host.Console);
        _clerk.Client.DefaultRequestHeaders.Authorization = Host.Browser.DefaultRequestHeaders.Authorization;
        var journal = new Journal("gate-1");
        journal.Decide(Journal.PassageId(1), person: "1001", name: "=HYPERLINK(\"http://x\")");
        journal.Decide(Journal.PassageId(2), person: "2002", name: "王小明");
        journal.Walk(3);
        await Kiosk.SendAsync(journal);
    }

    [Fact]
    public async Task Csv_is_what_is_given_at_once()
    {
        var made = Lines(await MakeAsync(new { format = "csv" }));
        var direct = Lines(await Host.Browser.GetByteArrayAsync(new Uri("/export.csv", UriKind.Relative), Token));
        Assert.Equal(direct[..^1], made[..^1]);
        Assert.StartsWith("end,,\"5 entries, written ", made[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_lines_are_the_entries_of_the_api_and_what_is_said_of_them()
    {
        var lines = Lines(await MakeAsync(new { format = "jsonl", person = "王" })).Select(l => JsonElement.Parse(l)).ToList();
        Assert.Equal("王小明", lines[0].GetProperty("name").GetString());
        Assert.Equal(["filter", "completeness", "basis", "end"], lines[^4..].Select(l => l.GetProperty("statement").GetString()));
        Assert.Contains("person 王", lines[^4].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spreadsheet_has_a_sheet_of_entries_without_formulas_and_one_about_completeness()
    {
        using var file = new MemoryStream(await MakeAsync(new { format = "xlsx" }));
        Assert.Equal(["entries", "completeness"], file.GetSheetNames());
        var rows = Rows(file, "entries");
        Assert.Equal(5, rows.Count);
        Assert.Contains(rows, r => r["name"] is "王小明");
        Assert.Contains(rows, r => r["name"] is "'=HYPERLINK(\"http://x\")");
        Assert.Contains(Rows(file, "completeness"), s => s["text"] is string text && text.Contains("sequence complete from 1 to 8", StringComparison.Ordinal));
        await using var zip = new ZipArchive(file);
        foreach (var sheet in zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(await sheet.OpenAsync(Token));
            Assert.DoesNotContain(":f>", await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_of_some_thousand_at_the_same_moment_is_there_once()
    {
        const int many = 1001;
        Host.Alter($"""
            INSERT INTO entry (site_id, made_by_epoch_id, made_by_sequence, month, kiosk_id, passage, at, "when", synced, epoch_id, sequence, granted, simulated, readings)
            WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < {many})
            SELECT e.site_id, e.made_by_epoch_id, 1000 + n, e.month, e.kiosk_id, e.passage, e.at, e."when", e.synced, e.epoch_id, 1000 + n, e.granted, e.simulated, 0 FROM i, entry e WHERE e.sequence = 1
            """, many);
        var lines = Lines(await MakeAsync(new { format = "jsonl" })).Select(l => JsonElement.Parse(l)).Where(l => l.TryGetProperty("sequence", out _)).ToList();
        Assert.Equal(many + 5, lines.Select(l => l.GetProperty("sequence").GetInt64()).Distinct().Count());
        Assert.Equal(many + 5, lines.Count);
        Assert.Equal(lines.Select(l => l.GetProperty("cursor").GetString()), (await Host.GetAsync("/api/v1/entries?limit=500")).GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("cursor").GetString()).Concat(lines.Skip(500).Select(l => l.GetProperty("cursor").GetString())));
    }

    [Fact]
    public async Task What_means_nothing_or_is_not_there_is_refused()
    {
        Assert.Contains("none of this name", await Person.RefusedAsync(Clerk.PostAsync("/api/v1/exports", new { format = "csv", gate = "gate-9" }), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("format", await Person.RefusedAsync(Clerk.PostAsync("/api/v1/exports", new { format = "pdf" }), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("ask for it again", await Person.RefusedAsync(Clerk.GetAsync($"/api/v1/exports/{Guid.Empty:N}/file"), HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_begun_by_a_host_that_ended_is_made_by_the_next()
    {
        var asked = await Person.BodyAsync(Clerk.PostAsync("/api/v1/exports", new { format = "csv" }));
        await DoneAsync(asked);
        // As if its maker had ended in the middle.
        Host.Alter("UPDATE export SET state = 'running', rows = 3, bytes = 0, alive_at = made_at, ended_at = NULL");
        await Host.RestartAsync(TimeSpan.FromMinutes(2));
        using var later = new Person(Host.Console);
        later.Client.DefaultRequestHeaders.Authorization = Clerk.Client.DefaultRequestHeaders.Authorization;
        await DoneAsync(asked, later);
        Assert.Equal(5 + 5, Lines(await later.Client.GetByteArrayAsync(new Uri($"/api/v1/exports/{asked.GetProperty("id").GetString()}/file", UriKind.Relative), Token)).Length);
    }

    [Fact]
    public async Task What_a_host_left_that_was_killed_is_gone_once_the_next_has_begun()
    {
        var left = Path.Combine(Host.Data, ".aside-half");
        await File.WriteAllTextAsync(left, "names", Token);
        await Host.RestartAsync(TimeSpan.Zero);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task They_are_gone_when_taken_back_and_after_a_day()
    {
        var first = await Person.BodyAsync(Clerk.PostAsync("/api/v1/exports", new { format = "csv" }));
        await DoneAsync(first);
        Assert.Equal(HttpStatusCode.NoContent, await Person.StatusAsync(Clerk.DeleteAsync($"/api/v1/exports/{first.GetProperty("id").GetString()}")));
        await DoneAsync(await Person.BodyAsync(Clerk.PostAsync("/api/v1/exports", new { format = "csv" })));
        Assert.Single(Host.Query("SELECT id FROM export"));
        Assert.Single(Host.Query("SELECT part FROM export_part"));
        await Host.RestartAsync(TimeSpan.FromDays(2));
        await Eventually.HoldsAsync(() => Host.Query("SELECT part FROM export_part").Count == 0);
        Assert.Empty(Host.Query("SELECT id FROM export"));
        Assert.Empty(Directory.GetFiles(Host.Data, ".aside-*"));
    }

    private static List<IDictionary<string, object>> Rows(Stream file, string sheet) => [.. file.Query(useHeaderRow: true, sheetName: sheet).Cast<IDictionary<string, object>>()];

    private async Task<byte[]> MakeAsync(object what)
    {
        var asked = await Person.BodyAsync(Clerk.PostAsync("/api/v1/exports", what));
        await DoneAsync(asked);
        using var response = await Clerk.GetAsync($"/api/v1/exports/{asked.GetProperty("id").GetString()}/file");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var bytes = await response.Content.ReadAsByteArrayAsync(Token);
        Assert.Equal(bytes.Length, response.Content.Headers.ContentLength);
        return bytes;
    }

    private Task DoneAsync(JsonElement asked, Person? by = null) => Eventually.HoldsAsync(async () =>
        (await Person.BodyAsync((by ?? Clerk).GetAsync($"/api/v1/exports/{asked.GetProperty("id").GetString()}"))).GetProperty("state").GetString() == "done");

    private static string[] Lines(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
