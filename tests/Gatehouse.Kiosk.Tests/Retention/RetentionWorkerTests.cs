using Gatehouse.Kiosk.Retention;

namespace Gatehouse.Kiosk.Tests.Retention;

public sealed class RetentionWorkerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Erases_while_the_clock_can_be_trusted_and_says_so_when_it_cannot(bool trusted)
    {
        await using var scene = new RetentionScene();
        await scene.PassAsync(40);
        scene.ClockIsTrusted = trusted;
        var told = new LogLines<RetentionWorker>();
        using var stop = new CancellationTokenSource();
        var run = new RetentionWorker(scene.Retention, scene.Stamp, scene.Time, told).RunAsync(stop.Token);
        await Eventually.HoldsAsync(() =>
        {
            scene.Time.Advance(TimeSpan.FromMinutes(1));
            return trusted ? scene.With("readings").Count == 31 : told.Warnings.Count > 0;
        });

        Assert.Equal(trusted ? 31 : 40, scene.With("readings").Count);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }
}
