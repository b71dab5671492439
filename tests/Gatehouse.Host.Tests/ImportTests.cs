using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Host.Tests.Support;
using MiniExcelLibs;

namespace Gatehouse.Host.Tests;

/// <summary>Sheets of any size and form, with mistakes in them, and imports that were one.</summary>
public sealed class ImportTests : HostAndKiosk
{
    private const string Sheet = "number,name,group,badges\n0001,王芳,office,KEYS:1;KEYS:2\n0002,Li Wei,furnace,\n";

    [Fact]
    public async Task Columns_that_were_said_once_are_remembered_until_they_are_forgotten()
    {
        const string sheet = "Pers.Nr,Nachname,group,name\n0001,Wang,office,x\n";
        Assert.Contains("has no column number", (await ImportAsync(sheet)).Error, StringComparison.Ordinal);
        var (code, output, error) = await ImportAsync(sheet, "--map", "number=Pers.Nr", "--map", "name=nachname");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("0001 Wang is new", output, StringComparison.Ordinal);
        Assert.Contains("0 new, 1 changed", (await ImportAsync(sheet.Replace("Wang", "Wei", StringComparison.Ordinal))).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await ImportAsync(sheet, "--map", "none")).Code);
        Assert.Equal(0, (await ImportAsync(Sheet, "--map", "none")).Code);
        Assert.Equal(1, (await ImportAsync(sheet)).Code);
    }

    [Theory]
    [InlineData("number")]
    [InlineData("salary=Gehalt")]
    [InlineData("number=")]
    public async Task A_column_that_says_nothing_is_named(string map)
    {
        var (code, _, error) = await ImportAsync(Sheet, "--map", map);
        Assert.Equal(1, code);
        Assert.StartsWith($"--map {map} says nothing", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_in_which_something_is_wrong_go_into_a_file_and_the_others_are_taken_over()
    {
        await ImportAsync(Sheet);
        var bad = Path.Combine(Host.Data, "..", "bad.csv");
        const string sheet = "number,name,group,badges,remark\n0003,Cid,office,,a\n0004,,office,,\"b;c\"\n0005,Dan,office,KEYS:1,d\n0003,Twin,office,,e\n";
        var (code, output, error) = await ImportAsync(sheet, "--bad-rows", bad);
        Assert.Equal(1, code);
        Assert.Contains("1 new, 0 changed, 0 as before: roster 2-", output, StringComparison.Ordinal);
        Assert.Contains("3 rows were left out", error, StringComparison.Ordinal);
        var rows = await File.ReadAllLinesAsync(bad, Token);
        Assert.Equal("number,name,group,badges,remark,what is wrong", rows[0]);
        Assert.Equal(4, rows.Length);
        Assert.Contains("row 4, badges: KEYS:1 is another person's, 0001", rows[2], StringComparison.Ordinal);
        Assert.Contains("is there already", (await ImportAsync(sheet, "--bad-rows", bad)).Error, StringComparison.Ordinal);

        // Mended, it is a sheet again: what it says of itself is left alone.
        var mended = (await File.ReadAllTextAsync(bad, Token)).Replace("0004,,", "0004,Eve,", StringComparison.Ordinal).Replace("KEYS:1,", ",", StringComparison.Ordinal).Replace("0003,Twin", "0006,Twin", StringComparison.Ordinal);
        Assert.Contains("3 new", (await ImportAsync(mended)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_names_the_bad_rows_and_takes_nothing_over()
    {
        var bad = Path.Combine(Host.Data, "..", "bad.csv");
        var (code, output, _) = await ImportAsync("number,name,group\n1,a,b\n2,,b\n", "--dry-run", "--bad-rows", bad);
        Assert.Equal(1, code);
        Assert.Contains("1 new, 0 changed, 0 as before: nothing was taken over yet", output, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(bad, Token)).Length);
        Assert.Empty(Host.Query("SELECT number FROM person"));
    }

    [Theory]
    [InlineData("people.csv", "en")]
    [InlineData("people.xlsx", "zh")]
    public async Task A_template_is_a_sheet_that_an_import_knows(string name, string language)
    {
        var file = Path.Combine(Host.Data, "..", name);
        Assert.Equal(0, (await RunningHost.CommandAsync(null, "people", "template", file, "--language", language)).Code);
        Assert.Contains("is there already", (await RunningHost.CommandAsync(null, "people", "template", file)).Error, StringComparison.Ordinal);
        Assert.Contains("holds nobody", (await CommandAsync("people", "import", file)).Error, StringComparison.Ordinal);
        if (name.EndsWith(".xlsx", StringComparison.Ordinal))
        {
            var headings = ((IDictionary<string, object?>)(await MiniExcel.QueryAsync(file, cancellationToken: Token)).First()).Values;
            Assert.Equal(["工号", "姓名", "班组", "卡号", "部门", "语言", "生效日期", "失效日期"], headings);
        }

        Assert.Contains("is neither a .xlsx nor a .csv", (await RunningHost.CommandAsync(null, "people", "template", file + ".doc")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_import_is_taken_back_whole()
    {
        await ImportAsync(Sheet);
        await CommandAsync("badge", "return", "KEYS:2");
        await ImportAsync("number,name,group,badges,department\n0001,Wang Fang,lab,KEYS:3,Sales\n0003,Cid,office,KEYS:2;KEYS:9,\n");
        var (code, output, error) = await CommandAsync("people", "undo");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("2 people are as before the last import: roster 4-", output, StringComparison.Ordinal);
        var people = await ListAsync();
        Assert.Equal(["0001", "0002"], people.Select(p => p.GetProperty("number").GetString()));
        Assert.Equal(("王芳", "office"), (people[0].GetProperty("name").GetString(), people[0].GetProperty("group").GetString()));
        Assert.False(people[0].TryGetProperty("department", out _));
        Assert.Equal([("KEYS:1", "active"), ("KEYS:2", "returned")], people[0].GetProperty("badges").EnumerateArray().Select(b => (b.GetProperty("badge").GetString(), b.GetProperty("state").GetString())));
        Assert.DoesNotContain("Cid", string.Join('\n', Host.Query("SELECT name FROM person").Select(r => r[0])), StringComparison.Ordinal);

        Assert.Contains("was taken back already", (await CommandAsync("people", "undo")).Error, StringComparison.Ordinal);
        Assert.Contains("1 new, 1 changed", (await ImportAsync("number,name,group,badges\n0001,Wang Fang,lab,\n0003,Cid,office,KEYS:9\n")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_not_taken_back_where_somebody_was_changed_since()
    {
        Assert.Contains("Nothing was imported yet", (await CommandAsync("people", "undo")).Error, StringComparison.Ordinal);
        await ImportAsync(Sheet);
        await CommandAsync("badge", "lost", "KEYS:2");
        var (code, _, error) = await CommandAsync("people", "undo");
        Assert.Equal((1, "Somebody whom the last import changed was changed since. Nothing was taken back: 0001.\n"), (code, error));
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task A_long_sheet_is_taken_over_by_pieces_in_one_go()
    {
        var sheet = new StringBuilder("number,name,group,badges\n");
        for (var i = 1; i <= 1203; i++)
        {
            sheet.Append(CultureInfo.InvariantCulture, $"{i:00000},Person {i},office,KEYS:{i}\n");
        }

        Assert.Contains("1203 new, 0 changed, 0 as before: roster 1-", (await ImportAsync(sheet.ToString())).Output, StringComparison.Ordinal);
        sheet.Replace("Person 7,", "Person Seven,").Append("01300,Late,office,KEYS:99999\n");
        Assert.Contains("1 new, 1 changed, 1202 as before", (await ImportAsync(sheet.ToString())).Output, StringComparison.Ordinal);
        // The very last row is wrong: nothing of all that goes before is taken over.
        sheet.Replace("Person Seven,", "Person Eight,").Append("01301,,office,\n");
        Assert.Equal(1, (await ImportAsync(sheet.ToString())).Code);
        Assert.Equal("Person Seven", (await ListAsync()).Single(p => p.GetProperty("number").GetString() == "00007").GetProperty("name").GetString());
        Assert.Equal(0, (await CommandAsync("verify")).Code);
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync()
    {
        using var list = JsonDocument.Parse((await CommandAsync("people", "list", "--json")).Output);
        return [.. list.RootElement.Clone().GetProperty("people").EnumerateArray()];
    }

    private async Task<(int Code, string Output, string Error)> ImportAsync(string text, params string[] more)
    {
        var file = Path.Combine(Host.Data, "..", "sheet.csv");
        await File.WriteAllTextAsync(file, text, Token);
        return await CommandAsync(["people", "import", file, .. more]);
    }

    private Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments) => RunningHost.CommandAsync(null, [.. arguments, "--data", Host.Data]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
