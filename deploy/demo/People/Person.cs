namespace Gatehouse.Demo.People;

/// <summary>Somebody who comes to the gate, in the form the simulator reads.</summary>
/// <param name="Number">The number in the roster.</param>
/// <param name="Name">The name.</param>
/// <param name="Group">The group.</param>
/// <param name="Badge">The badge, such as <c>H10301:20:1000</c>.</param>
public sealed record Person(string Number, string Name, string Group, string Badge);

/// <summary>One walk to the gate, in the form the simulator reads.</summary>
/// <param name="Person">Who; null for a badge that is on no roster.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Skins">Forehead temperature reading by reading, °C.</param>
/// <param name="GivesUp">Turns back after the release.</param>
public sealed record Visit(string? Person, string Direction, IReadOnlyList<double> Skins, bool GivesUp = false);
