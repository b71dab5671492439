using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Hardware.Badges;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>Somebody whom the simulator can walk through: unlike the roster, it knows the badge's number.</summary>
/// <param name="Number">The number in the roster.</param>
/// <param name="Name">The name.</param>
/// <param name="Group">The group.</param>
/// <param name="Facility">The badge's facility code, 0 to 255.</param>
/// <param name="Card">The badge's card number, 0 to 65535.</param>
internal sealed record SimulatedPerson(string Number, string Name, string Group, int Facility, int Card)
{
    [JsonIgnore]
    public BadgeNumber Badge => WiegandFormat.H10301.Badge(Facility, Card);
}

/// <summary>Reads the file of made-up people.</summary>
internal static class SimulatedPeople
{
    public static IReadOnlyList<SimulatedPerson> Read(FileInfo file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), SimulationJson.Default.IReadOnlyListSimulatedPerson) ?? [];
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new ConfigurationException($"The simulated people in {file.FullName} cannot be read: {e.Message}");
        }
    }
}
