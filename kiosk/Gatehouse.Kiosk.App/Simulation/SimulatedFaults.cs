using System.Diagnostics.CodeAnalysis;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>What can be wrong with the simulated devices of a gate, by the device's name and the fault's word.</summary>
/// <param name="devices">The devices there are or will be.</param>
/// <param name="expected">Faults to be in force as soon as their device is there, each a device and a word with a colon between.</param>
internal sealed class SimulatedFaults(IReadOnlyList<string> devices, IReadOnlyList<string> expected)
{
    private readonly Dictionary<string, Device> _devices = new(StringComparer.Ordinal);

    /// <summary>By device the words of its faults; the first one is none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Known => _devices.ToDictionary(d => d.Key, d => d.Value.Words);

    /// <summary>By device the fault in force.</summary>
    public IReadOnlyDictionary<string, string> InForce => _devices.ToDictionary(d => d.Key, d => d.Value.Fault);

    /// <summary>Makes a device known whose faults are the names of an enumeration.</summary>
    public void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(string device, Action<T> inflict)
        where T : struct, Enum
    {
        var faults = Enum.GetValues<T>().ToDictionary(fault => Word(fault.ToString()), StringComparer.Ordinal);
        _devices[device] = new Device([.. faults.Keys], word => inflict(faults[word]));
        foreach (var word in expected.Select(Split).Where(fault => fault.Device == device).Select(fault => fault.Word))
        {
            if (Problem(device, word) is { } problem)
            {
                throw new ConfigurationException(problem);
            }

            Inflict(device, word);
        }
    }

    /// <summary>Refuses faults of devices that there will never be.</summary>
    /// <exception cref="ConfigurationException">There is one; the message lists the devices.</exception>
    public void Check()
    {
        foreach (var fault in expected.Where(fault => !devices.Contains(Split(fault).Device)))
        {
            throw new ConfigurationException($"'{fault}' is no fault of a simulated device, such as thermometer:badPec; the devices are {string.Join(", ", devices)}.");
        }
    }

    /// <summary>Why there is no such fault; null when there is.</summary>
    public string? Problem(string device, string fault) =>
        !_devices.TryGetValue(device, out var known) ? $"There is no simulated '{device}' that could have a fault; there are {string.Join(", ", _devices.Keys)}."
        : known.Words.Contains(fault) ? null
        : $"'{fault}' is no fault of the simulated '{device}'; its faults are {string.Join(", ", known.Words)}.";

    /// <summary>Puts a fault in force, or an end to it.</summary>
    public void Inflict(string device, string fault)
    {
        _devices[device].Inflict(fault);
        _devices[device].Fault = fault;
    }

    private static (string Device, string Word) Split(string fault) => fault.Split(':', 2) is [var device, var word] ? (device, word) : (fault, "");

    /// <summary>The word of an enumeration's name.</summary>
    public static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private sealed record Device(IReadOnlyList<string> Words, Action<string> Inflict)
    {
        public string Fault { get; set; } = Words[0];
    }
}
