using System.Text;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

public sealed class ExportTests : HostAndKiosk
{
    [Fact]
    public async Task Is_what_a_spreadsheet_opens_as_it_is()
    {
        var journal = new Journal("gate-1");
        journal.Decide(Journal.PassageId(1), person: "1001", name: "王小明, \"Xiao\"");
        await Kiosk.SendAsync(journal);

        using var response = await Host.Browser.GetAsync(new Uri("/export.csv", UriKind.Relative), Token);
        var bytes = await response.Content.ReadAsByteArrayAsync(Token);

        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes.AsSpan(3));
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
        Assert.Contains(",1001,\"王小明, \"\"Xiao\"\"\",assembly,in,granted,clear,clear,1,", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("＝1+1", "'＝1+1")]
    public async Task Lets_no_name_run_as_a_formula(string name, string cell)
    {
        var journal = new Journal("gate-1");
        journal.Decide(Journal.PassageId(1), person: "1001", name: name);
        await Kiosk.SendAsync(journal);

        Assert.Contains($",1001,{cell},assembly,", (await LinesAsync())[1].Replace($"\"{cell}\"", cell, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_the_statement_that_each_sequence_is_complete()
    {
        using var second = await Host.KioskAsync("gate-2");
        await Host.CredentialAsync("gate-3");
        await Kiosk.SendAsync(new Journal("gate-1").Walk(2));
        await second.SendAsync(new Journal("gate-2").Walk(3));

        var lines = await LinesAsync();

        Assert.Equal(
            ["completeness,gate-1,epoch e1: sequence complete from 1 to 4", "completeness,gate-2,epoch e1: sequence complete from 1 to 6", "completeness,gate-3,nothing received yet"],
            lines[^5..^2].Select(l => l.TrimEnd(',')));
        Assert.StartsWith("basis,,hash and chain were checked as each record was received; with verify=true ", lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("end,,\"5 entries, written ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_everything_again_when_it_is_asked_to()
    {
        await Kiosk.SendAsync(new Journal("gate-1").Walk(2));
        Assert.StartsWith("completeness,gate-1,epoch e1: sequence complete from 1 to 4,", (await LinesAsync("?verify=true"))[^3], StringComparison.Ordinal);
        Host.Alter("UPDATE record SET Line = REPLACED(Line, 'assembly', 'packing!') WHERE Sequence = 3");

        Assert.StartsWith("completeness,gate-1,epoch e1: sequence complete from 1 to 4,", (await LinesAsync())[^3], StringComparison.Ordinal);
        var lines = await LinesAsync("?verify=true");
        Assert.StartsWith("completeness,gate-1,epoch e1: sequence complete from 1 to 4; what is stored is not what was received,", lines[^4], StringComparison.Ordinal);
        Assert.StartsWith("difference,,\"1 entries are NOT as the records say", lines[^3], StringComparison.Ordinal);
        Assert.StartsWith("basis,,\"every stored record was read again, ", lines[^2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE entry SET granted = FALSE WHERE Sequence = 3")]
    [InlineData("UPDATE entry SET Outcome = 'givenUp' WHERE Sequence = 3")]
    [InlineData("UPDATE personal SET Name = 'Nobody' WHERE Sequence = 3")]
    [InlineData("DELETE FROM entry WHERE Sequence = 3")]
    public async Task Tells_a_list_that_was_changed_when_it_is_asked_to(string change)
    {
        await Kiosk.SendAsync(new Journal("gate-1").Walk(2));
        Assert.DoesNotContain(await LinesAsync("?verify=true"), line => line.StartsWith("difference", StringComparison.Ordinal));
        Host.Alter(change);

        Assert.StartsWith("difference,,\"1 entries are NOT as the records say", (await LinesAsync("?verify=true"))[^3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_gaps()
    {
        var journal = new Journal("gate-1").Walk(10);
        await Kiosk.SendAsync(journal, 1, 4);
        await Kiosk.SendAsync(journal, 6, 10);
        await Kiosk.SendAsync(journal, 15, 20);

        var statement = (await LinesAsync())[^3];
        Assert.StartsWith("completeness,gate-1,epoch e1: sequence has gaps up to 20: missing 5 11..14,", statement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_what_the_filter_holds_and_speaks_of_its_gate()
    {
        using var second = await Host.KioskAsync("gate-2");
        await Kiosk.SendAsync(new Journal("gate-1").Walk(2));
        await second.SendAsync(new Journal("gate-2").Walk(3));

        var lines = await LinesAsync("?gate=gate-2&person=1001");

        Assert.Equal(6, lines.Length);
        Assert.Contains(",gate-2,1001,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("filter,gate-2,only entries with gate gate-2; person 1001,", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("completeness,gate-2,", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_it_was_filtered_by()
    {
        await Kiosk.SendAsync(new Journal("gate-1").Walk(2));

        Assert.Equal("filter,,every entry", (await LinesAsync())[^4].TrimEnd(','));
        var told = (await LinesAsync("?verdict=clear&from=2026-03-01T08:00:00Z"))[^4];
        Assert.StartsWith("filter,,only entries with verdict clear; from 2026-0", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gate=nope", "'gate'")]
    [InlineData("verify=perhaps", "'verify'")]
    [InlineData("persom=1001", "'persom'")]
    public async Task Is_not_given_for_what_is_not_there(string query, string says)
    {
        using var response = await Host.Browser.GetAsync(new Uri("/export.csv?" + query, UriKind.Relative), Token);
        await Refused.WithAsync(response, System.Net.HttpStatusCode.BadRequest, says);
    }

    [Fact]
    public async Task Every_line_has_as_many_cells_as_the_first()
    {
        await Kiosk.SendAsync(new Journal("gate-1").Walk(2));
        Assert.Equal([18, 18, 18, 18], (await LinesAsync())[..4].Select(l => l.Count(c => c == ',')));
    }

    private async Task<string[]> LinesAsync(string query = "")
    {
        var text = await Host.Browser.GetStringAsync(new Uri("/export.csv" + query, UriKind.Relative), Token);
        return text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
