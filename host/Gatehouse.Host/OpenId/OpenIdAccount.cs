using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gatehouse.Host.OpenId;

/// <summary>An account as a token that was verified names it.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The account.</param>
/// <param name="Name">What people call it.</param>
internal sealed record OpenIdAccount(string Issuer, string Subject, string Name)
{
    /// <summary>The claim that most providers give for people to read.</summary>
    public const string UsualName = "preferred_username";

    // OpenID Connect Core 1.0, section 2: at most 255 ASCII characters.
    private const int LongestSubject = 255;
    private const int LongestName = 100;

    /// <summary>The account of a token; null where it names none as the standard has it.</summary>
    public static OpenIdAccount? Of(ClaimsPrincipal token, OpenIdSettings settings)
    {
        var (issuer, subject) = (token.FindFirstValue(JwtRegisteredClaimNames.Iss), token.FindFirstValue(JwtRegisteredClaimNames.Sub));
        if (issuer is null || subject is null or { Length: 0 or > LongestSubject } || subject.Any(c => c is < ' ' or > '~'))
        {
            return null;
        }

        var name = string.Concat((token.FindFirstValue(settings.NameClaim ?? UsualName) ?? "").Where(c => !char.IsControl(c))).Trim();
        return new OpenIdAccount(issuer, subject, name.Length is 0 or > LongestName ? subject : name);
    }

    /// <summary>Whether a token shows a second factor in the way that was asked for.</summary>
    public static bool ShowsFactor(ClaimsPrincipal token, OpenIdFactor? factor) =>
        (factor?.Acr is not { } acr || token.FindAll(JwtRegisteredClaimNames.Acr).Any(claim => acr.Contains(claim.Value)))
        && (factor?.Amr is not { } amr || token.FindAll(JwtRegisteredClaimNames.Amr).Any(claim => amr.Contains(claim.Value)));
}
