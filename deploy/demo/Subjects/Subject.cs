namespace Gatehouse.Demo.Subjects;

/// <summary>A volunteer whose face and mouth were measured.</summary>
/// <param name="Id">Who, in the data set.</param>
/// <param name="At">When, on the clock of the place.</param>
/// <param name="Skins">The skin temperature round by round, °C; rounds that were not measured are left out.</param>
/// <param name="Oral">The truth: the oral temperature, °C.</param>
/// <param name="Room">The room, °C; null where the data set does not say.</param>
public sealed record Subject(string Id, DateTime At, IReadOnlyList<double> Skins, double Oral, double? Room);
