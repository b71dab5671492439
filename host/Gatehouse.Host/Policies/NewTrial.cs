using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Policies;

/// <summary>That gates are to say what a version would have changed.</summary>
/// <param name="Days">Over how many of the last days.</param>
public sealed record NewTrial([property: Range(1, PolicyRegister.MostDays)] int Days = 7);
