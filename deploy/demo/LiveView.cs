using Spectre.Console;

namespace Gatehouse.Demo;

/// <summary>The live table, and the keys that stop the host, start again what has ended, or end the demo.</summary>
internal sealed class LiveView(IAnsiConsole console, DemoTable table, DemoSite site, TimeProvider time, CancellationTokenSource stop)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    public Task RunAsync() => console.Live(new Table()).StartAsync(async live =>
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await KeysAsync();
                live.UpdateTarget(DemoTable.Draw(await table.LookAsync(stop.Token)));
                await Task.Delay(Refresh, time, stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    });

    private async Task KeysAsync()
    {
        while (console.Input.IsKeyAvailable())
        {
            switch (console.Input.ReadKey(intercept: true)?.KeyChar)
            {
                case 'q':
                    await stop.CancelAsync();
                    return;
                case 'h' when site.Host.IsRunning:
                    await site.Host.StopAsync();
                    break;
                case 'h':
                    await site.Host.StartAsync(stop.Token);
                    break;
                case 'g' when site.Kiosks.FirstOrDefault(kiosk => !kiosk.IsRunning) is { } ended:
                    await ended.StartAsync(stop.Token);
                    break;
            }
        }
    }
}
