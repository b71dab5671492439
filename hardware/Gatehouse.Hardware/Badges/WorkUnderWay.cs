using System.Runtime.CompilerServices;

namespace Gatehouse.Hardware.Badges;

/// <summary>How a reader ends what it has under way when nobody listens any more.</summary>
internal static class WorkUnderWay
{
    /// <summary>
    /// Cancels it and waits for its end, however it ends. It is cancelled before this returns: left to the thread pool,
    /// a busy machine would let it go on for a while.
    /// </summary>
    /// <param name="stop">What the work looks at.</param>
    /// <param name="work">What is under way.</param>
    public static ConfiguredTaskAwaitable EndAsync(CancellationTokenSource stop, Task work)
    {
        stop.Cancel();
        return work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
