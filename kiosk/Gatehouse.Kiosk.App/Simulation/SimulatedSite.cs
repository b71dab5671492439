using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Hardware.Simulation;
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
    private readonly AcceleratedTime? _accelerated;
    private readonly double _speed;
    private readonly int? _port;
    private readonly RunWords _words;
    private readonly SimulatedGate _gate;
    private readonly SimulatedDrivers _drivers;

    public SimulatedSite(
        KioskConfiguration configuration, double speed, IReadOnlyList<SimulatedPerson> people, int? port, RunWords words, TimeProvider time)
    {
        _configuration = configuration;
        _people = people;
        _speed = speed;
        _port = port;
        _words = words;
        _accelerated = speed > 1 ? new AcceleratedTime(time, speed) : null;
        LaneTime = _accelerated ?? time;
        _gate = new SimulatedGate(LaneTime, Seed(configuration), SimulatedDrivers.Wiring(configuration.Devices));
        _drivers = new SimulatedDrivers(_gate, configuration.Devices, LaneTime);
    }

    public override LaneDevices Devices => _drivers.Devices;

    public override TimeProvider LaneTime { get; }

    public override bool Simulated => true;

    /// <summary>The thermometer alone, which is the same one at each start.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The thermometer takes the bus device over and disposes it.")]
    public static Thermometer OpenThermometer(KioskConfiguration configuration, TimeProvider time) =>
        new Mlx90614(
            new SimulatedMlx90614(time, Seed(configuration)),
            new Mlx90614Options { Settling = configuration.Devices.Thermometer.Settling },
            time);

    public override Task RunAsync(GateLane lane, EntryView view, SyncWorker? sync, Action ready, CancellationToken cancellationToken) =>
        _port is { } port
            ? ServeAsync(new SimulatorPage(_configuration, _gate, _people, lane, view, sync, _speed), port, ready, cancellationToken)
            : base.RunAsync(lane, view, sync, ready, cancellationToken);

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
        _gate.Dispose();
        _accelerated?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The same for the same kiosk, so that its thermometer keeps its identity from start to start.</summary>
    private static int Seed(KioskConfiguration configuration) =>
        BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(configuration.Kiosk.ToString())));
}
