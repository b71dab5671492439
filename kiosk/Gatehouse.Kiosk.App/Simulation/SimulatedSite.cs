using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.App.Running;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.View;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>A simulated gate, wired as the configuration says; the real drivers run above its buses.</summary>
internal sealed class SimulatedSite : GateSite
{
    private readonly KioskConfiguration _configuration;
    private readonly IReadOnlyList<SimulatedPerson> _people;
    private readonly int? _port;
    private readonly RunWords _words;
    private readonly SimulatedBuses _buses;
    private readonly GateDevices _drivers;

    public SimulatedSite(
        KioskConfiguration configuration, double speed, IReadOnlyList<SimulatedPerson> people, int? port, RunWords words, TimeProvider time)
    {
        _configuration = configuration;
        _people = people;
        _port = port;
        _words = words;
        _buses = SimulatedBuses.Of(configuration, time, speed, []);
        _drivers = new GateDevices(_buses);
        Devices = _drivers.Open(configuration.Devices);
    }

    public override LaneDevices Devices { get; }

    public override TimeProvider LaneTime => _buses.Time;

    public override TimeSpan UnderPower => _buses.UnderPower;

    public override bool Simulated => true;

    public override Task RunAsync(GateLane lane, EntryView view, SyncWorker? sync, Action ready, CancellationToken cancellationToken) =>
        _port is { } port
            ? ServeAsync(new SimulatorPage(_configuration, _buses, _people, lane, view, sync), port, ready, cancellationToken)
            : base.RunAsync(lane, view, sync, ready, cancellationToken);

    public override Task SetReferenceAsync(Celsius celsius, CancellationToken cancellationToken) => _buses.SetReferenceAsync(celsius, cancellationToken);

    private async Task ServeAsync(SimulatorPage page, int port, Action ready, CancellationToken cancellationToken)
    {
        using (page)
        {
            await page.RunAsync(port, Listening, cancellationToken);
        }

        void Listening(string address)
        {
            ready();
            _words.Simulator(address);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _drivers.Dispose();
        _buses.Dispose();
        base.Dispose(disposing);
    }
}
