using System.Security.Cryptography;
using OtpNet;

namespace Gatehouse.Host.Users;

/// <summary>One-time codes by the clock (RFC 6238: SHA-1, six digits, 30 s), as authenticator apps make them.</summary>
internal static class OneTimeCode
{
    private const int SecretLength = 20;

    // A phone's clock may be half a minute off either way.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>A new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    /// <summary>A secret as somebody types it.</summary>
    public static string Text(byte[] secret) => Base32Encoding.ToString(secret).TrimEnd('=');

    /// <summary>A secret as an app takes it from a picture or a link.</summary>
    public static string Link(byte[] secret, string user) =>
        new OtpUri(OtpType.Totp, secret, user, "Gatehouse").ToString();

    /// <summary>The step in which a code is of use; null where it is of none, or of one that was used or is before one that was.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="code">What was typed.</param>
    /// <param name="used">The last step that was used.</param>
    /// <param name="now">The time.</param>
    public static long? Step(byte[] secret, string code, long? used, DateTimeOffset now) =>
        new Totp(secret).VerifyTotp(now.UtcDateTime, code.Replace(" ", "", StringComparison.Ordinal), out var step, Window) && (used is null || step > used)
            ? step
            : null;
}
