using System.Text.Json;
using Gatehouse.Demo.Services;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests;

/// <summary>What kiosk/README.md says of the screening, and of what the evaluation is refused.</summary>
public sealed class EvaluateTests : IDisposable
{
    private const string Names = ",,\n,,\nSubjectID,T_Max1,T_Max2,T_Max3,T_Max4,aveOralM,Date,Time";

    private static readonly ProgramFile Evaluate = ProgramFile.Built("Gatehouse.Evaluation", "gatehouse-evaluate");
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Fitted_on_one_group_a_limit_that_follows_the_air_finds_the_febrile_of_the_other()
    {
        var rows = await RowsAsync(DataSet.File("FLIR_group2.csv"), "--fit", DataSet.File("FLIR_group1.csv"));

        Assert.All(rows, row => Assert.InRange(Value(row, "covered"), 0.93, 0.98));
        Assert.All(rows, row => Assert.InRange(row.GetProperty("slope").GetDouble(), 0.98, 1.02));
        foreach (var row in rows.Where(row => Policy(row) == "ambient"))
        {
            var hindsight = rows.Single(other => Column(other) == Column(row) && Policy(other) == "hindsight for ambient");
            Assert.True(Value(row, "referral") <= 0.08, row.GetRawText());
            Assert.True(Number(row, "found380") >= Number(hindsight, "found380") - 1, row.GetRawText());
            Assert.True(Column(row) != "T_Max" || Number(row, "found380") >= Number(row, "of380") - 1, row.GetRawText());
        }
    }

    [Fact]
    public async Task Fitted_on_a_file_it_refers_there_what_was_asked_for()
    {
        var rows = await RowsAsync(DataSet.File("FLIR_group1.csv"), "--column", "T_FH_Max");

        Assert.All(rows.Where(row => Policy(row) is "fixed" or "ambient"), row => Assert.InRange(Value(row, "referral"), 0.03, 0.05));

        // From one step of its spreads to the next a crowd's share jumps by several in a hundred: no step refers nearly 5.
        Assert.All(rows.Where(row => Policy(row) is "crowd"), row => Assert.InRange(Value(row, "referral"), 0.01, 0.05));
    }

    [Fact]
    public async Task Names_a_file_that_is_not_there() =>
        (await Finished.OfAsync(Evaluate, _scratch.Path("none.csv"))).Refused(_scratch.Path("none.csv"));

    [Fact]
    public async Task Names_the_subject_whose_room_is_not_known() =>
        (await Finished.OfAsync(Evaluate, await FileAsync("\nS-1,35,35,35,35,36.6,18-01-02,9:00:00\n"), "--column", "T_Max")).Refused("S-1", "T_atm");

    private static async Task<IReadOnlyList<JsonElement>> RowsAsync(params IEnumerable<string> arguments) =>
        [.. (await Finished.OfAsync(Evaluate, [.. arguments, "--json"])).Succeeded().Lines.Select(line => JsonElement.Parse(line))];

    private static string Policy(JsonElement row) => row.GetProperty("policy").GetString()!;

    private static string Column(JsonElement row) => row.GetProperty("column").GetString()!;

    private static int Number(JsonElement row, string name) => row.GetProperty(name).GetInt32();

    private static double Value(JsonElement row, string name) => row.GetProperty(name).GetProperty("value").GetDouble();

    private async Task<string> FileAsync(string rows)
    {
        var file = _scratch.Path("subjects.csv");
        await File.WriteAllTextAsync(file, Names + rows, TestContext.Current.CancellationToken);
        return file;
    }
}
