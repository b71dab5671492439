using System.Text.Json;
using Gatehouse.Demo.Services;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.CommandLine;

public sealed class BudgetTests(PreparedKiosk prepared) : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Prints_every_cause_and_what_comes_of_them()
    {
        var kiosk = prepared.CopyAloneTo(_scratch.Root);
        var text = (await BudgetAsync(kiosk)).Succeeded();
        Assert.Contains("MLX90614 DCI", text.Lines[0], StringComparison.Ordinal);
        // Of a skin of 36.1 °C less is seen than the 36 °C from which a medical one is better.
        Assert.Contains(text.Lines, line => line.StartsWith("U = 0.4", StringComparison.Ordinal));
        Assert.Contains((await BudgetAsync(kiosk, "--skin", "37")).Succeeded().Lines, line => line.StartsWith("U = 0.3", StringComparison.Ordinal));

        (await BudgetAsync(kiosk, "--skin", "-300")).Refused("--skin must lie between 0 and 60 °C");
        var said = (await BudgetAsync(kiosk, "--json")).Succeeded().LastLine;
        var squares = said.GetProperty("terms").EnumerateArray().Sum(term => Math.Pow(term.GetProperty("standard").GetDouble(), 2));
        Assert.Equal(2 * Math.Sqrt(squares), said.GetProperty("expanded").GetDouble(), 9);
    }

    [Fact]
    public async Task Says_that_a_wide_thermometer_cannot_do_the_job()
    {
        var kiosk = prepared.CopyAloneTo(_scratch.Root);
        kiosk.Configure("\"variant\": \"DCI\"", "\"variant\": \"BAA\"");
        Assert.Contains("can clear and refer nobody", (await BudgetAsync(kiosk)).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_what_is_known_of_a_gate_from_its_configuration()
    {
        var kiosk = prepared.CopyAloneTo(_scratch.Root);
        var usual = Expanded((await BudgetAsync(kiosk, "--json")).Succeeded().LastLine);
        kiosk.Configure("\"thermometer\":", "\"budget\": { \"drift\": 0.3 }, \"thermometer\":");
        Assert.True(Expanded((await BudgetAsync(kiosk, "--json")).Succeeded().LastLine) > usual);

        kiosk.Configure("\"drift\": 0.3", "\"drift\": 3");
        (await BudgetAsync(kiosk)).Refused("'budget.drift' is 3; allowed is a number from 0 to 1");
    }

    private static double Expanded(JsonElement said) => said.GetProperty("expanded").GetDouble();

    private static Task<Finished> BudgetAsync(KioskFolder kiosk, params string[] options) =>
        Finished.OfAsync(Programs.Kiosk(KioskBuild.Any), ["budget", "--config", kiosk.Configuration, .. options]);
}
