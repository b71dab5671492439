namespace Gatehouse.Kiosk.Tests;

/// <summary>Waits for what another thread is about to do. A minute without it is a hang, not a measure.</summary>
internal static class Eventually
{
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    public static async Task HoldsAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "it never came to hold");
            // Waiting in turns with the thread that brings it about; a scene elsewhere in the process waits until the thread pool is quiet.
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
