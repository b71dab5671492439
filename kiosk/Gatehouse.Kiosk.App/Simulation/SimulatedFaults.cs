using System.Diagnostics.CodeAnalysis;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>What can be wrong with the simulated devices of a gate, by the device's name and the fault's word.</summary>
/// <param name="expected">Faults to be in force as soon as their device is there, each a device and a word with a colon between.</param>
internal sealed class SimulatedFaults(IReadOnlyList<string> expected)
{
    private readonly Dictionary<string, Device> _devices = new(StringComparer.Ordinal);

    /// <summary>By device the words of its faults; the first one is none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Known => _devices.ToDictionary(d => d.Key, d => d.Value.Words);

    /// <summary>By device the fault in force.</summary>
    public IReadOnlyDictionary<string, string> InForce => _devices.ToDictionary(d => d.Key, d => d.Value.Fault);

    /// <summary>Makes a device known whose faults are the names of an enumeration.</summary>
    public void Know<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(string device)
        where T : struct, Enum => _devices[device] = new Device([.. Enum.GetNames<T>().Select(Word)]);

    /// <summary>Puts the expected faults in force, once every device is known.</summary>
    /// <exception cref="ConfigurationException">There is no such device or no such fault; the message lists those there are.</exception>
    public void Expect()
    {
        foreach (var (device, word) in expected.Select(Split))
        {
            if (Problem(device, word) is { } problem)
            {
                throw new ConfigurationException(problem);
            }

            Inflict(device, word);
        }
    }

    /// <summary>Says how faults come over a known device, which gets the one in force at once.</summary>
    public void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(string device, Action<T> inflict)
        where T : struct, Enum
    {
        var known = _devices[device];
        known.Inflict = word => inflict(Enum.Parse<T>(word, ignoreCase: true));
        known.Inflict(known.Fault);
    }

    /// <summary>Why there is no such fault; null when there is.</summary>
    public string? Problem(string device, string fault) =>
        !_devices.TryGetValue(device, out var known) ? $"There is no simulated '{device}' that could have a fault; there are {string.Join(", ", _devices.Keys)}."
        : known.Words.Contains(fault) ? null
        : $"'{fault}' is no fault of the simulated '{device}'; its faults are {string.Join(", ", known.Words)}.";

    /// <summary>Puts a fault in force, or an end to it.</summary>
    public void Inflict(string device, string fault)
    {
        _devices[device].Fault = fault;
        _devices[device].Inflict?.Invoke(fault);
    }

    private static (string Device, string Word) Split(string fault) => fault.Split(':', 2) is [var device, var word] ? (device, word) : (fault, "");

    /// <summary>The word of an enumeration's name.</summary>
    public static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private sealed class Device(IReadOnlyList<string> words)
    {
        public IReadOnlyList<string> Words { get; } = words;

        public string Fault { get; set; } = words[0];

        /// <summary>Null as long as nobody has opened the device.</summary>
        public Action<string>? Inflict { get; set; }
    }
}
