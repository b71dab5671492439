namespace Gatehouse.Host.Tests.Support;

/// <summary>Tests of a running host that knows one kiosk, <c>gate-1</c>, each with its own.</summary>
public abstract class HostAndKiosk : IAsyncLifetime
{
    private RunningHost? _host;
    private KioskLink? _kiosk;

    protected RunningHost Host => _host!;

    protected KioskLink Kiosk => _kiosk!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        _kiosk = await _host.KioskAsync("gate-1");
        await PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _kiosk?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await EndAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the host holds before each test; nothing unless said otherwise.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>What goes with the host; nothing unless said otherwise.</summary>
    protected virtual ValueTask EndAsync() => ValueTask.CompletedTask;
}
