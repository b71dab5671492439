namespace Gatehouse.Host.Tests.Support;

/// <summary>Waits for what a running host does by itself.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()));

    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "it never came to hold");
            await Task.Delay(Turn, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
