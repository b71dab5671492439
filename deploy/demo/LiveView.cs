using Gatehouse.Demo.Services;
using Spectre.Console;

namespace Gatehouse.Demo;

/// <summary>The live table, and the keys that stop the host or end the demo.</summary>
internal sealed class LiveView(IAnsiConsole console, DemoTable table, HostService host, CancellationTokenSource stop)
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
                await Task.Delay(Refresh, TimeProvider.System, stop.Token);
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
            switch (console.Input.ReadKey(intercept: true)?.Key)
            {
                case ConsoleKey.Q:
                    await stop.CancelAsync();
                    return;
                case ConsoleKey.H when host.IsRunning:
                    await host.StopAsync();
                    break;
                case ConsoleKey.H:
                    await host.StartAsync(stop.Token);
                    break;
            }
        }
    }
}
