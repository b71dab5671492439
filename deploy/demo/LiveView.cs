using Spectre.Console;

namespace Gatehouse.Demo;

/// <summary>The live table, and the keys that stop the host, start again what has ended, or end the demo.</summary>
internal sealed class LiveView(IAnsiConsole console, DemoTable table, DemoSite site, TimeProvider time, CancellationTokenSource stop)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    // A process that is being started or stopped; the table goes on meanwhile.
    private Task _change = Task.CompletedTask;

    public async Task RunAsync()
    {
        try
        {
            await console.Live(new Table()).StartAsync(DrawAsync);
        }
        finally
        {
            await stop.CancelAsync();
            await _change.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DrawAsync(LiveDisplayContext live)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await KeysAsync();
                live.UpdateTarget(DemoTable.Draw(await table.LookAsync(stop.Token)));
                await Task.Delay(Refresh, time, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The time is up or the user ended it; the result follows.
        }
    }

    private async Task KeysAsync()
    {
        if (_change.IsCompleted)
        {
            await _change;
        }

        while (console.Input.IsKeyAvailable())
        {
            switch (console.Input.ReadKey(intercept: true)?.KeyChar)
            {
                case 'q':
                    await stop.CancelAsync();
                    return;
                case 'h' or 'g' when !_change.IsCompleted:
                    break;
                case 'h' when site.Host.IsRunning:
                    _change = site.Host.StopAsync();
                    break;
                case 'h':
                    _change = site.Host.StartAsync(stop.Token);
                    break;
                case 'g' when site.Kiosks.FirstOrDefault(kiosk => !kiosk.IsRunning) is { } ended:
                    _change = ended.StartAsync(stop.Token);
                    break;
            }
        }
    }
}
