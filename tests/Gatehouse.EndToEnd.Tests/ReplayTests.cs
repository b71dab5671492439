using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Demo.Services;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests;

public sealed class ReplayTests : IDisposable
{
    // In the data set's form: a byte order mark, two rows above the names, empty columns, rounds that were not measured.
    private const string Subjects =
        """
        ﻿,,Round 1:,,,Round 2:,,Round 3:,,Round 4:,,Other parameters: ,,,,
        ,,,T_FEmax,,T_FEmax,,T_FEmax,,T_FEmax,,,,,,
        SubjectID,,T_offset1,T_FH_Max1,,T_FH_Max2,,T_FH_Max3,,T_FH_Max4,,aveOralF,aveOralM,Gender,Time,Date
        S-late,,0.58,34.90,,34.91,,34.92,,34.93,,36.70,36.80,Male,09:00:00,18-01-02
        S-febrile,,0.61,38.40,,38.40,,38.41,,38.40,,38.50,38.60,Female,9:00:00,17-01-02
        S-between,,0.60,38.20,,38.20,,38.20,,38.20,,37.60,37.70,Male,10:00:00,17-01-02
        S-gaps,,,,,34.80,,,,34.85,,36.80,36.90,Male,10:30:00,17-01-02
        S-unseen,,,,,,,,,,,36.80,36.90,Male,10:40:00,17-01-02
        S-unknown,,0.50,34.80,,34.80,,34.80,,34.80,,36.80,,Male,10:50:00,17-01-02
        S-missed,,0.55,34.90,,34.90,,34.90,,34.90,,38.00,38.10,Female,11:00:00,17-01-02
        S-hot,,0.55,38.30,,38.30,,38.30,,38.30,,36.90,37.00,Female,11:30:00,17-01-02
        ,,,,,,,,,,,,,,,

        """;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Sends_subjects_by_date_and_counts_them_against_the_truth()
    {
        var file = await FileAsync(Subjects);
        var data = _scratch.Path("data");
        var ended = await Finished.OfAsync(Programs.Demo, "--replay", file, "--kiosks", "1", "--speed", "10", "--headless", "--json", "--data", data);

        var result = ended.Succeeded().LastLine;
        Assert.Equal((6, 6, 3, 3), (Number(result, "passages"), Number(result, "subjects"), Number(result, "admitted"), Number(result, "referred")));
        Assert.Equal((2, 1), (Number(result, "febrile38"), Number(result, "febrile38Referred")));
        Assert.Equal((3, 1), (Number(result, "afebrile"), Number(result, "afebrileReferred")));
        Assert.Equal((0, "whole"), (Number(result, "gaps"), result.GetProperty("chain").GetString()));

        var exported = await Finished.OfAsync(
            Programs.Kiosk(KioskBuild.Any), "journal", "export", "--journal", new KioskFolder("gate-1", Path.Combine(data, "gate-1")).Journal);
        var order = exported.Succeeded().Lines.Select(line => JournalLine.ReadRecord(System.Text.Encoding.UTF8.GetBytes(line)))
            .Where(r => r.Kind is RecordKind.Granted or RecordKind.Refused)
            .Select(r => r.Body.Deserialize(ContractJson.Default.PassageDecided)!.Person);
        Assert.Equal(["S-febrile", "S-between", "S-gaps", "S-missed", "S-hot", "S-late"], order);
    }

    [Fact]
    public async Task Tells_febrile_subjects_of_the_real_data_from_others()
    {
        var file = DataSet.File("FLIR_group2.csv");
        var result = (await Finished.OfAsync(Programs.Demo, ["--replay", file, "--headless", "--json", .. Programs.DemoOptions(KioskBuild.Any)])).Succeeded().LastLine;

        var truth = Truth(file);
        Assert.Equal(truth.Count, Number(result, "subjects"));
        Assert.Equal(truth.Count, Number(result, "passages"));
        Assert.Equal(truth.Count(oral => oral >= 38.0), Number(result, "febrile38"));
        Assert.Equal(truth.Count(oral => oral < 37.5), Number(result, "afebrile"));
        Assert.Equal(Number(result, "journalRecords"), Number(result, "hostRecords"));
        Assert.Equal((0, "whole"), (Number(result, "gaps"), result.GetProperty("chain").GetString()));
        // A screening that tells nothing would refer the same share of both.
        Assert.True(Share(result, "febrile38") > 0.5 && Share(result, "afebrile") < 0.25, result.GetRawText());
    }

    [Fact]
    public async Task Names_a_file_that_is_not_there() =>
        (await Finished.OfAsync(Programs.Demo, "--replay", _scratch.Path("none.csv"), "--headless")).Refused(_scratch.Path("none.csv"));

    [Fact]
    public async Task Names_a_column_that_is_not_there() =>
        (await Finished.OfAsync(Programs.Demo, "--replay", await FileAsync(Subjects), "--column", "T_Nose", "--headless")).Refused("T_Nose1", "--column");

    [Fact]
    public async Task Names_a_subject_whose_time_is_none() =>
        (await Finished.OfAsync(Programs.Demo, "--replay", await FileAsync(Subjects.Replace("10:30:00", "10.30", StringComparison.Ordinal)), "--headless")).Refused("S-gaps", "10.30");

    [Fact]
    public async Task Names_a_file_without_subjects() =>
        (await Finished.OfAsync(Programs.Demo, "--replay", await FileAsync(string.Join('\n', Subjects.Split('\n')[..3])), "--headless")).Refused("subjects.csv");

    [Fact]
    public async Task Names_a_subject_that_stands_there_twice() =>
        (await Finished.OfAsync(Programs.Demo, "--replay", await FileAsync(Subjects.Replace("S-late", "S-hot", StringComparison.Ordinal)), "--headless"))
            .Refused("S-hot");

    private async Task<string> FileAsync(string text)
    {
        var file = _scratch.Path("subjects.csv");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return file;
    }

    /// <summary>The oral temperature of each subject who has one, and a reading.</summary>
    private static List<double> Truth(string file)
    {
        var rows = File.ReadLines(file).Skip(2).Select(row => row.Split(',')).ToList();
        var oral = Array.IndexOf(rows[0], "aveOralM");
        int[] rounds = [.. Enumerable.Range(1, 4).Select(r => Array.IndexOf(rows[0], $"T_FH_Max{r}"))];
        return
        [
            .. rows.Skip(1).Where(row => row.Length > oral && row[oral].Length > 0 && rounds.Any(r => row[r].Length > 0))
                .Select(row => double.Parse(row[oral], CultureInfo.InvariantCulture)),
        ];
    }

    private static double Share(JsonElement result, string who) => (double)Number(result, who + "Referred") / Number(result, who);

    private static int Number(JsonElement result, string name) => result.GetProperty(name).GetInt32();
}
