using Gatehouse.Demo.Crowd;

namespace Gatehouse.Demo;

/// <summary>A line every few seconds, for terminals that are files.</summary>
internal static class PlainView
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public static async Task RunAsync(
        TextWriter output, DemoSite site, DemoTable table, CrowdWalk crowd, DemoOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var since = time.GetTimestamp();
            while (!crowd.Done.IsCompleted || options.For is not null)
            {
                var pause = Task.Delay(Look, time, cancellationToken);
                await (crowd.Done.IsCompleted ? pause : Task.WhenAny(crowd.Done, pause));
                cancellationToken.ThrowIfCancellationRequested();
                await foreach (var revived in site.ReviveAsync(cancellationToken))
                {
                    await output.WriteLineAsync(revived);
                }

                if (crowd.Done.IsCompleted || time.GetElapsedTime(since) >= Every)
                {
                    since = time.GetTimestamp();
                    await output.WriteLineAsync(DemoTable.Line(await table.LookAsync(cancellationToken)));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up or the user ended it; the result follows.
        }
    }
}
