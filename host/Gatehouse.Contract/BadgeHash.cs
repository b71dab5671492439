using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Contract;

/// <summary>A badge as rosters and records know it: the first 128 bits of an HMAC-SHA256 under the site's badge key, 32 lower-case hexadecimal digits.</summary>
public readonly record struct BadgeHash(string Hex)
{
    private const int Bytes = 16;

    /// <summary>The hash of a badge.</summary>
    /// <param name="badge">The badge as a reader says it, such as <c>H10301:123:4567</c>.</param>
    /// <param name="key">The site's badge key, 32 bytes.</param>
    public static BadgeHash Of(string badge, ReadOnlySpan<byte> key)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(badge), digest);
        return new BadgeHash(Convert.ToHexStringLower(digest[..Bytes]));
    }

    /// <summary>Whether a text has the form of a hash.</summary>
    public static bool IsHash(string text) => text.Length == 2 * Bytes && text.All(char.IsAsciiHexDigitLower);

    /// <inheritdoc/>
    public override string ToString() => Hex;
}
