using Gatehouse.Hardware.Air;
using Gatehouse.Kiosk.Screening;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Asks the air sensor from time to time and says whether a face can be measured in such air.</summary>
/// <param name="sensor">The sensor; null where none is fitted.</param>
/// <param name="instrument">Under the policy that says in what air.</param>
/// <param name="health">Is told.</param>
/// <param name="time">The lane's time.</param>
internal sealed class AirWatch(AirSensor? sensor, Instrument instrument, DeviceHealth health, TimeProvider time)
{
    public const string Device = "air";

    /// <summary>The air sensor does not say how damp the air is.</summary>
    public const string Fault = "airFault";

    private const string Humidity = "humidity";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    // A look that failed may be a disturbance; what was seen before it still holds for the next.
    private static readonly TimeSpan Holds = 2.5 * BetweenLooks;

    private readonly Lock _one = new();
    private (double Humidity, long At)? _last;

    /// <summary>Why nobody can be measured, in a word; null when people can.</summary>
    public string? NotMeasurable
    {
        get
        {
            if (!instrument.Policy.AsksForHumidity)
            {
                return null;
            }

            lock (_one)
            {
                return _last is not { } last || time.GetElapsedTime(last.At) > Holds ? Fault
                    : IsInRange(last.Humidity) ? null
                    : Burst.HumidityOutOfRange;
            }
        }
    }

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (sensor is not null)
        {
            await LookAsync(sensor, cancellationToken);
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }

        if (instrument.Policy.Unmet(hasAirSensor: false) is { } unmet)
        {
            health.Failed(Device, "notFitted", unmet);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    private async Task LookAsync(AirSensor asked, CancellationToken cancellationToken)
    {
        try
        {
            var air = await asked.MeasureAsync(cancellationToken);
            lock (_one)
            {
                _last = (air.Humidity, time.GetTimestamp());
            }

            health.Works(Device);
            if (IsInRange(air.Humidity))
            {
                health.Works(Humidity);
            }
            else
            {
                health.Failed(
                    Humidity, "outOfRange", Say($"The air has {air.Humidity:0} % relative humidity; the policy measures faces from {instrument.Policy.HumidityFrom ?? 0:0} to {instrument.Policy.HumidityTo ?? 100:0} %."));
            }
        }
        catch (AirException e)
        {
            health.Failed(Device, Word(e.Fault), e.Message);
        }
    }

    private bool IsInRange(double humidity) => humidity >= (instrument.Policy.HumidityFrom ?? 0) && humidity <= (instrument.Policy.HumidityTo ?? 100);

    private static string Word(AirFault fault) => fault switch
    {
        AirFault.NoAnswer => "noAnswer",
        AirFault.BusStuck => "busStuck",
        _ => "unsound",
    };
}
