using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Microsoft.Data.Sqlite;

namespace Gatehouse.EndToEnd.Tests.Support;

/// <summary>The kiosk's journal beside what the host holds, and both beside what people were told.</summary>
internal sealed class Books(Site site)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits until the host has everything, and holds journal, host and walks against each other.</summary>
    public async Task BalanceAsync(IReadOnlyList<Walk> walks)
    {
        // A stop and a start, after which no passage is left open.
        await site.StartKioskAsync();
        await HostHasEverythingAsync();

        var verified = (await site.KioskCommandAsync("journal", "verify", "--config", site.Folder.Configuration, "--json")).Succeeded().LastLine;
        Assert.True(verified.GetProperty("whole").GetBoolean(), verified.GetRawText());
        var lines = Lines();
        Assert.Equal(lines.Count, verified.GetProperty("records").GetInt64());
        await HostAgreesAsync(lines);
        await NothingIsMissingOrTwiceAsync([.. lines.Select(line => JournalLine.ReadRecord(Encoding.UTF8.GetBytes(line)))], walks);
    }

    private async Task HostHasEverythingAsync()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Token);
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        while ((await site.Host.SummaryAsync(verify: false, either.Token))?.Records != Lines().Count)
        {
            await timer.WaitForNextTickAsync(either.Token);
        }
    }

    private async Task HostAgreesAsync(List<string> lines)
    {
        var summary = await GetAsync("/api/v1/summary?verify=true");
        Assert.Equal(
            (lines.Count, 0, 0, "verified"),
            (summary.GetProperty("records").GetInt64(), summary.GetProperty("gaps").GetInt64(), summary.GetProperty("alarms").GetInt64(), summary.GetProperty("chain").GetString()));
        Assert.Equal(lines.Order(StringComparer.Ordinal), HeldLines().Order(StringComparer.Ordinal));
    }

    private async Task NothingIsMissingOrTwiceAsync(IReadOnlyList<JournalRecord> records, IReadOnlyList<Walk> walks)
    {
        var decided = records.Where(r => r.Kind is RecordKind.Granted or RecordKind.Refused)
            .Select(r => (r.Kind, Body: r.Body.Deserialize(ContractJson.Default.PassageDecided)!)).ToList();
        Assert.Equal(decided.Count, decided.Select(d => d.Body.Passage).Distinct().Count());

        var granted = decided.Where(d => d.Kind == RecordKind.Granted).ToLookup(d => d.Body.Person!, d => d.Body.Passage);
        var closed = records.Where(r => r.Kind == RecordKind.Closed)
            .Select(r => r.Body.Deserialize(ContractJson.Default.PassageClosed)!).ToLookup(c => c.Passage, c => c.Outcome);
        Assert.Equal(granted.SelectMany(g => g).Order(), closed.Select(c => c.Key).Order());
        Assert.All(closed, passage => Assert.Single(passage));
        // Not which outcome: on accelerated time a busy machine may see the arm turn after the lane's patience.
        Assert.All(walks.Where(w => w.Passed), walk => Assert.Single(granted[walk.Person]));
        Assert.All(walks.Where(w => !w.Passed), walk => Assert.True(granted[walk.Person].Count() <= 1, walk.Person));
        Assert.Empty(decided.Select(d => d.Body.Person!).Except(walks.Select(w => w.Person)));

        var entries = await EntriesAsync();
        Assert.Equal(
            decided.Select(d => d.Body.Passage).Order(),
            entries.Select(e => e.GetProperty("passage").GetString()!).Order());
        Assert.Equal(
            closed.Select(c => $"{c.Key} {c.Single()}").Order(),
            entries.Where(e => e.TryGetProperty("outcome", out _)).Select(e => $"{e.GetProperty("passage")} {e.GetProperty("outcome")}").Order());
    }

    /// <summary>The journal's records as they stand on the disk.</summary>
    private List<string> Lines()
    {
        using var disk = FolderDisk.OpenReadOnly(site.Folder.Journal);
        var reader = new JournalReader(disk);
        return [.. reader.Epochs().SelectMany(epoch => reader.Read(epoch, 1)).Select(lines => Encoding.UTF8.GetString(lines.Line.Span))];
    }

    /// <summary>The records as the host keeps them.</summary>
    private List<string> HeldLines()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(site.HostData, "gatehouse.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Line FROM record";
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(0)));
        }

        return lines;
    }

    private async Task<List<JsonElement>> EntriesAsync()
    {
        var entries = new List<JsonElement>();
        var page = await GetAsync("/api/v1/entries?limit=50");
        entries.AddRange(page.GetProperty("entries").EnumerateArray());
        while (page.TryGetProperty("next", out var next))
        {
            page = await GetAsync($"/api/v1/entries?limit=50&after={Uri.EscapeDataString(next.GetString()!)}");
            entries.AddRange(page.GetProperty("entries").EnumerateArray());
        }

        return entries;
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var document = JsonDocument.Parse(await site.Host.ReadAsync(path, Token));
        return document.RootElement.Clone();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
