using System.ComponentModel.DataAnnotations;
using Gatehouse.Contract;

namespace Gatehouse.Host.People;

/// <summary>At which gate a badge is going to be held to the reader.</summary>
/// <param name="Gate">The kiosk's name.</param>
public sealed record NewEnrolment([StringLength(KioskId.MaxLength, MinimumLength = 1)] string Gate);
