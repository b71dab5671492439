using Gatehouse.Demo.Crowd;

namespace Gatehouse.Demo;

/// <summary>A line every few seconds, for terminals that are files.</summary>
internal static class PlainView
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(
        TextWriter output, DemoTable table, CrowdWalk crowd, DemoOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            while (!crowd.Done.IsCompleted || options.For is not null)
            {
                var pause = Task.Delay(Every, time, cancellationToken);
                await (crowd.Done.IsCompleted ? pause : Task.WhenAny(crowd.Done, pause));
                cancellationToken.ThrowIfCancellationRequested();
                await output.WriteLineAsync(DemoTable.Line(await table.LookAsync(cancellationToken)));
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up or the user ended it; the result follows.
        }
    }
}
