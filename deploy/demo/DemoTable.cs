using System.Globalization;
using Gatehouse.Demo.Crowd;
using Gatehouse.Demo.Services;
using Spectre.Console;

namespace Gatehouse.Demo;

/// <summary>The gates at a glance.</summary>
internal sealed class DemoTable(DemoSite site, CrowdWalk crowd)
{
    /// <summary>Asks host and kiosks how they stand.</summary>
    public async Task<DemoMoment> LookAsync(CancellationToken cancellationToken)
    {
        var host = site.Host.IsRunning ? await site.Host.SummaryAsync(verify: false, cancellationToken) : null;
        var gates = await Task.WhenAll(site.Kiosks.Select(kiosk => kiosk.StateAsync(cancellationToken)));
        return new DemoMoment(host, [.. site.Kiosks.Select((kiosk, i) => (kiosk, gates[i]))], crowd.Walked, crowd.All);
    }

    /// <summary>Draws a moment.</summary>
    public static Table Draw(DemoMoment moment)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumns(
            new TableColumn("Gate"), new TableColumn("Light").Width(16), new TableColumn("Passages").RightAligned(),
            new TableColumn("Host").Width(16), new TableColumn("Last").Width(34));
        foreach (var (kiosk, gate) in moment.Gates)
        {
            table.AddRow(
                new Text(kiosk.Name),
                gate is null ? new Text("not running", new Style(Color.Red)) : Light(gate.Signal),
                new Text(gate is null ? "" : gate.Passages.ToString("N0", CultureInfo.InvariantCulture)),
                new Text(gate is null ? "" : Host(gate)),
                gate?.Last is { } last ? Last(last) : new Text(""));
        }

        table.Caption(new TableTitle(string.Join('\n', Problems(moment).Select(Markup.Escape).Append(Caption(moment)))));
        return table;
    }

    /// <summary>A moment in one line.</summary>
    public static string Line(DemoMoment moment) =>
        $"{moment.Walked} of {moment.All} have come; "
        + string.Join(", ", moment.Gates.Select(g => $"{g.Kiosk.Name} {(g.State is { } s ? $"{s.Passages} passages" : "not running")}"))
        + $"; host {(moment.Host is { } host ? $"holds {host.Records} records" : "away")}"
        + string.Concat(Problems(moment).Select(problem => "\n" + problem));

    /// <summary>What the host does not take; that it is away is told by itself.</summary>
    private static IEnumerable<string> Problems(DemoMoment moment) => moment.Gates
        .Where(gate => gate.State is { HostReached: true, HostProblem: not null })
        .Select(gate => $"{gate.Kiosk.Name}: {gate.State!.HostProblem}");

    private static string Caption(DemoMoment moment) =>
        $"{moment.Walked} of {moment.All} have come · "
        + (moment.Host is { } host ? string.Create(CultureInfo.InvariantCulture, $"host holds {host.Records:N0} records") : "host is away")
        + "\n[bold]h[/] stops or starts the host"
        + (moment.Gates.Any(gate => !gate.Kiosk.IsRunning) ? " · [bold]g[/] starts a gate again" : "")
        + " · [bold]q[/] ends";

    private static string Host(GateState gate) => gate switch
    {
        { HostReached: not true } => $"away, {gate.HostWaiting ?? 0} wait",
        { HostProblem: not null } => $"refuses, {gate.HostWaiting} wait",
        { HostWaiting: > 0 } => $"{gate.HostWaiting} on the way",
        _ => "all forwarded",
    };

    private static Text Light(string signal) => signal switch
    {
        "ready" => new Text("○ ready"),
        "measuring" => new Text("● measuring", new Style(Color.Yellow)),
        "again" => new Text("● once more", new Style(Color.Yellow)),
        "go" => new Text("● walk through", new Style(Color.Green)),
        "stepAside" => new Text("● step aside", new Style(Color.Red)),
        _ => new Text("● out of service", new Style(Color.Red)),
    };

    private static Text Last(Decision decision) => new(
        $"{decision.Person ?? "unknown badge"} {(decision.Granted ? "granted" : "refused")}: {decision.Reason}"
        + (decision.Readings > 1 ? $", {decision.Readings} readings" : ""));
}

/// <summary>How everything stood at one moment.</summary>
internal sealed record DemoMoment(HostSummary? Host, IReadOnlyList<(KioskService Kiosk, GateState? State)> Gates, int Walked, int All);
