using System.Text.Json;
using Gatehouse.Hardware.Badges;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>Somebody whom the simulator can walk through: unlike the roster, it knows the badge's number.</summary>
/// <param name="Number">The number in the roster.</param>
/// <param name="Name">The name.</param>
/// <param name="Group">The group.</param>
/// <param name="Badge">The badge's number, such as <c>H10301:123:4567</c> or <c>UID:04A1B2C3D4E5F6</c>.</param>
internal sealed record SimulatedPerson(string Number, string Name, string Group, string Badge);

/// <summary>Reads the file of made-up people.</summary>
internal static class SimulatedPeople
{
    public static IReadOnlyList<SimulatedPerson> Read(FileInfo file)
    {
        try
        {
            var people = JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), SimulationJson.Default.IReadOnlyListSimulatedPerson) ?? [];
            _ = people.Select(person => BadgeNumber.Parse(person.Badge)).ToList();
            return people;
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException)
        {
            var why = e is JsonException json ? JsonTrouble.Of(json) : e.Message;
            throw new ConfigurationException($"The simulated people in {file.FullName} cannot be read: {why}");
        }
    }
}
