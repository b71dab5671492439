using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gatehouse.Demo.Services;

/// <summary>
/// Starts processes that do not outlive this one, however it ends, and that Ctrl-C does not reach. The kernel tells a
/// child when the thread that started it is gone, so all are started by one thread that stays.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Waiting = [];

    static Launcher() => new Thread(Run) { IsBackground = true, Name = "launcher" }.Start();

    public static async Task<Process> StartAsync(ProgramFile program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo
        {
            FileName = "setpriv",
            ArgumentList = { "--pdeathsig", "TERM", "setsid", program.Command },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in program.Arguments.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Waiting.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (System.ComponentModel.Win32Exception e)
            {
                started.SetException(new DemoException($"setpriv and setsid of util-linux, by which the demo starts its processes, did not start: {e.Message}"));
            }
        });
        return await started.Task;
    }

    private static void Run()
    {
        foreach (var start in Waiting.GetConsumingEnumerable())
        {
            start();
        }
    }
}
