using System.Globalization;
using System.Text.RegularExpressions;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.Tests.Configuration;

/// <summary>Who wires by the table of hardware/README.md and starts with its example has wired what the example says.</summary>
public sealed partial class ExampleTests
{
    private static readonly WiringPlan Plan = ConfigurationFile.Read(Path.Combine(AppContext.BaseDirectory, "gate.json")).Devices;

    private static readonly string[] Table = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "hardware.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal))];

    [Fact]
    public void The_lines_of_the_table_are_those_of_the_example()
    {
        var turnstile = Plan.Turnstile;
        Assert.Equal([turnstile.ReleaseIn, turnstile.ReleaseOut, turnstile.TurnedIn, turnstile.TurnedOut, Plan.Inputs.Ready], Lines("turnstile:"));
        Assert.Equal([Plan.Light.Green, Plan.Light.Amber, Plan.Light.Red, Plan.Buzzer.Line], Lines("three lamps"));
        Assert.Equal([Plan.Inputs.FireLoop, Plan.Inputs.Housing, Plan.Inputs.Mains, Plan.Inputs.ExitButton], Lines("fire loop"));
        var echo = Assert.IsType<HcSr04Wiring>(Plan.Distance);
        Assert.Equal([echo.Trigger, echo.Echo], Lines("HC-SR04"));
        var way = Assert.Single(Plan.Readers.OfType<WiegandWiring>());
        Assert.Equal([way.Data0, way.Data1], Lines("Wiegand reader")[2..]);
    }

    /// <summary>The numbers of the table's third column.</summary>
    private static int?[] Lines(string part)
    {
        var row = Assert.Single(Table, row => row.StartsWith($"| {part}", StringComparison.Ordinal) && row.Contains("not yet", StringComparison.Ordinal));
        return [.. Number().Matches(row.Split('|')[3]).Select(number => (int?)int.Parse(number.Value, CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
