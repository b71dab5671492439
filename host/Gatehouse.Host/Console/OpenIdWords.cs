using Gatehouse.Host.Composition;
using Gatehouse.Host.OpenId;

namespace Gatehouse.Host.Console;

/// <summary>Says what came of it that somebody went to the OpenID provider.</summary>
internal static class OpenIdWords
{
    private static readonly HashSet<string> Problems = new(Enum.GetNames<OpenIdOutcome>().Except([nameof(OpenIdOutcome.In), nameof(OpenIdOutcome.Linked)]), StringComparer.Ordinal);

    /// <summary>The key of the words for an outcome that is none to be glad of; null where it is no such one.</summary>
    /// <param name="run">How the host runs.</param>
    /// <param name="outcome">What an address says, which anybody may have written.</param>
    public static string? Problem(RunOptions run, string? outcome) => run.OpenId is not null && outcome is not null && Problems.Contains(outcome) ? $"OpenId.{outcome}" : null;
}
