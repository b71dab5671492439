using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Gates;

/// <summary>Of which group somebody has to be on post at a gate before others enter.</summary>
/// <param name="Group">The group.</param>
/// <param name="Minutes">For how long one showing of a badge counts.</param>
public sealed record NewDuty([StringLength(100, MinimumLength = 1)] string Group, [Range(1, PassageRegister.MostMinutes)] int Minutes = PassageRegister.UsualShift);
