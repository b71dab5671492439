namespace Gatehouse.Host.Tests.Support;

/// <summary>Time that goes by so many times as fast: what a host does every ten seconds a test sees in two.</summary>
internal sealed class HastyTime(int times) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _since = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + (times * System.GetElapsedTime(_since));

    public override long GetTimestamp() => _since + (times * (System.GetTimestamp() - _since));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Faster(dueTime), Faster(period));

    private TimeSpan Faster(TimeSpan time) => time == Timeout.InfiniteTimeSpan || time == TimeSpan.Zero ? time : time / times;
}
