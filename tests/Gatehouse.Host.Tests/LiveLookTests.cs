using Gatehouse.Host.Console;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Host.Tests;

public sealed class LiveLookTests : ILogger<LiveLook>
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Exception?> _logged = [];
    private int _lost;

    [Fact]
    public async Task A_look_that_fails_is_logged_and_told_on_the_page()
    {
        var looks = 0;
        var look = new LiveLook(_time, this).RepeatAsync(
            () => ++looks < 3 ? Task.CompletedTask : throw new IOException("The disk is gone."), LostAsync, TestContext.Current.CancellationToken);
        for (var second = 0; second < 5; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await look;
        Assert.Equal((3, 1), (looks, _lost));
        Assert.IsType<IOException>(Assert.Single(_logged));
    }

    [Fact]
    public async Task A_page_that_is_closed_is_not_told_of()
    {
        using var closed = new CancellationTokenSource();
        var looking = new LiveLook(_time, this).RepeatAsync(() => Task.CompletedTask, LostAsync, closed.Token);
        await closed.CancelAsync();
        await looking;
        await new LiveLook(_time, this).OnceAsync(() => throw new ObjectDisposedException("page"), LostAsync, closed.Token);
        Assert.Equal(0, _lost);
        Assert.Empty(_logged);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _logged.Add(exception);

    private Task LostAsync()
    {
        _lost++;
        return Task.CompletedTask;
    }
}
