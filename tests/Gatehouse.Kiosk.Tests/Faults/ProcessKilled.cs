using Gatehouse.Torture;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>Processes that write a journal on a real disk die at any moment; tests/torture kills as many as one likes.</summary>
public sealed class ProcessKilled : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TortureReport _report = new() { Seed = 12 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_that_it_said_is_acknowledged_is_missing_and_the_next_goes_on()
    {
        var torture = new KillTorture(seed: 12, _folder.File("journal"), _report);
        await torture.KillAsync(12, Path.Combine(AppContext.BaseDirectory, "gatehouse-torture"), TestContext.Current.CancellationToken);
        Assert.True(_report.IsClean && _report.Kills == 12 && _report.Acknowledged > 100, _report.Json());
    }
}
