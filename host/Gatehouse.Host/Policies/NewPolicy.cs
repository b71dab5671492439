using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Gatehouse.Host.Policies;

/// <summary>Another version of the policy.</summary>
/// <param name="Document">What stands in it, as the kiosk's README describes; a revision in it is replaced.</param>
/// <param name="Reason">Why; it is kept with the version.</param>
public sealed record NewPolicy(JsonElement Document, [property: Required, StringLength(PolicyRegister.LongestReason, MinimumLength = 1)] string Reason);
