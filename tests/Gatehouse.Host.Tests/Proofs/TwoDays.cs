using System.Globalization;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Proofs;

/// <summary>A host with two kiosks and two days behind it; each test works on a copy of its data.</summary>
public sealed class TwoDays : IAsyncLifetime
{
    private RunningHost? _host;

    public RunningHost Host => _host!;

    public Journal Journal { get; } = new Journal("gate-1").Walk(15);

    /// <summary>The first day, which its tree is of.</summary>
    public string First { get; } = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        using var kiosk = await Host.KioskAsync("gate-1");
        using var other = await Host.KioskAsync("gate-2");
        await other.SendAsync(new Journal("gate-2").Walk(3));
        await kiosk.SendAsync(Journal, 1, 20);
        await kiosk.ConfirmAsync(kiosk.Sign(Journal, 10));
        await kiosk.ConfirmAsync(kiosk.Sign(Journal, 20));
        await Host.RestartAsync(new ShiftedTime(TimeSpan.FromDays(1)));
        await Host.RestartAsync();
        using var again = new KioskLink(kiosk.Credential!, Host.Kiosks);
        await again.SendAsync(Journal, 21, 30);
        await Host.RestartAsync(new ShiftedTime(TimeSpan.FromDays(2)));
    }

    public DataCopy Copy() => new(Host.Data);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }
}
