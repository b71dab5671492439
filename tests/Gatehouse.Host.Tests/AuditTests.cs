using System.Text.Json;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>Who did what is entered with the deed itself, and cannot be changed unseen.</summary>
public sealed class AuditTests : HostAndKiosk
{
    private const string Sheet = "number,name,group,badges\n0001,王芳,office,H10301:7:1201\n0002,Li Wei,furnace,\n";

    [Fact]
    public async Task Every_change_is_there_with_who_made_it_and_what_it_was_and_became()
    {
        await ImportAsync(Sheet);
        await ImportAsync(Sheet.Replace("furnace", "office", StringComparison.Ordinal));
        await CommandAsync("badge", "lost", "H10301:7:1201");
        await CommandAsync("people", "suspend", "0001");
        var entries = await AuditAsync();
        Assert.Equal(
            ["token.make tests", "kiosk.invite gate-1", "person.add 0001", "person.add 0002", "people.import ", "person.change 0002", "people.import ", "badge.state H10301:7:1201", "person.suspend 0001"],
            entries.Select(e => $"{e.GetProperty("action").GetString()} {e.GetProperty("subject").GetString()}"));
        Assert.All(entries, e => Assert.Equal($"machine {Environment.UserName}", e.GetProperty("by").GetString()));
        Assert.Equal(Enumerable.Range(1, 9), entries.Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.Equal(("furnace", "office"), (Group(entries[5], "before"), Group(entries[5], "after")));
        Assert.Equal(("active", "lost"), (State(entries[7], "before"), State(entries[7], "after")));
        Assert.DoesNotContain("王芳", entries[2].GetProperty("subject").GetString(), StringComparison.Ordinal);

        static string? Group(JsonElement entry, string when) => entry.GetProperty(when).GetProperty("group").GetString();
        static string? State(JsonElement entry, string when) => entry.GetProperty(when).GetProperty("state").GetString();
    }

    [Fact]
    public async Task What_changes_nothing_and_what_is_refused_is_not_there()
    {
        await ImportAsync(Sheet);
        await CommandAsync("badge", "lost", "H10301:7:1201");
        var before = (await AuditAsync()).Count;
        await CommandAsync("badge", "lost", "H10301:7:1201");
        await ImportAsync(Sheet);
        await ImportAsync(Sheet + "0003,,office,\n", code: 1);
        await CommandAsync(["badge", "lost", "UID:00"], code: 1);
        Assert.Equal(before, (await AuditAsync()).Count);
    }

    [Fact]
    public async Task What_was_done_to_one_thing_can_be_asked_for()
    {
        await ImportAsync(Sheet);
        var output = await CommandAsync("audit", "--of", "0002");
        Assert.Contains("person.add", output, StringComparison.Ordinal);
        Assert.Contains("Li Wei", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("UPDATE audit SET line = REPLACED(line, 'person.add', 'person.ad2') WHERE sequence = 3", "record 3 was changed")]
    [InlineData("UPDATE audit SET subject = '0009' WHERE sequence = 3", "entry 3 is listed otherwise than its line says")]
    [InlineData("UPDATE audit SET personal = REPLACED(personal, 'office', 'board!') WHERE sequence = 3", "entry 3 is listed otherwise than its line says")]
    [InlineData("DELETE FROM audit WHERE sequence = 3", "record 3 is missing")]
    [InlineData("DELETE FROM audit WHERE sequence = 5", "record 5 is missing")]
    public async Task A_change_behind_its_back_is_told(string sql, string problem)
    {
        await ImportAsync(Sheet);
        Assert.Contains("so are the 5 entries of the audit log", await CommandAsync("verify"), StringComparison.Ordinal);
        Host.Alter(sql);
        Assert.Contains($"host, epoch audit: {problem}", await CommandAsync(["verify"], code: 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_were_erased_leave_the_chain_whole()
    {
        await ImportAsync(Sheet);
        Host.Alter("UPDATE audit SET personal = NULL WHERE sequence = 3");
        await CommandAsync("verify");
        Assert.True((await AuditAsync())[2].GetProperty("erased").GetBoolean());
    }

    private async Task ImportAsync(string sheet, int code = 0)
    {
        var file = Path.Combine(Host.Data, "people.csv");
        await File.WriteAllTextAsync(file, sheet, TestContext.Current.CancellationToken);
        await CommandAsync(["people", "import", file], code);
    }

    private Task<string> CommandAsync(params string[] arguments) => CommandAsync(arguments, code: 0);

    private async Task<string> CommandAsync(string[] arguments, int code)
    {
        var (done, output, error) = await RunningHost.CommandAsync(null, [.. arguments, "--data", Host.Data]);
        Assert.True(done == code, output + error);
        return output;
    }

    private async Task<List<JsonElement>> AuditAsync()
    {
        using var document = JsonDocument.Parse(await CommandAsync("audit", "--json"));
        return [.. document.RootElement.GetProperty("audit").EnumerateArray().Select(e => e.Clone())];
    }
}
