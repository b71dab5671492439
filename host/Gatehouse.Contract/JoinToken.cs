using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Contract;

/// <summary>
/// What lets one kiosk join a host, once: where the host is, by which authority it is known, and a secret. As text it is
/// <c>https://HOST:PORT/#</c> and, in base64url, a version, the fingerprint, the secret and the first bytes of the SHA-256 of
/// all before, so that one that was not copied whole is known before anybody is asked.
/// </summary>
public sealed class JoinToken
{
    /// <summary>The file in which a token is handed over.</summary>
    public const string FileName = "gatehouse-join.txt";

    /// <summary>Bytes of a secret.</summary>
    public const int SecretLength = 16;

    private const byte Version = 1;
    private const int CheckLength = 3;
    private const int Length = 1 + SHA256.HashSizeInBytes + SecretLength + CheckLength;

    private readonly byte[] _authority;
    private readonly byte[] _secret;

    /// <summary>A token.</summary>
    /// <param name="host">The address of the host's kiosk port.</param>
    /// <param name="authority">The certificate of the host's issuing authority, DER.</param>
    /// <param name="secret">The secret, <see cref="SecretLength"/> bytes.</param>
    public JoinToken(Uri host, ReadOnlySpan<byte> authority, ReadOnlySpan<byte> secret)
        : this(host, SHA256.HashData(authority), secret.ToArray())
    {
    }

    private JoinToken(Uri host, byte[] authority, byte[] secret) => (Host, _authority, _secret) = (host, authority, secret);

    /// <summary>The address of the host's kiosk port.</summary>
    public Uri Host { get; }

    /// <summary>The secret, as it is shown to the host: base64url.</summary>
    public string Secret => Base64Url.EncodeToString(_secret);

    /// <summary>Whether this is the certificate of the authority by which the host is known, DER.</summary>
    public bool IsOf(ReadOnlySpan<byte> authority) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(authority), _authority);

    /// <summary>Reads a token; white space around it is of no account.</summary>
    /// <param name="text">The text.</param>
    /// <param name="token">The token.</param>
    /// <param name="why">What is wrong with it, as a sentence that does not repeat it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out JoinToken? token, [NotNullWhen(false)] out string? why)
    {
        token = null;
        why = null;
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.Fragment.Length < 2 || address.PathAndQuery != "/")
        {
            why = "It is no join token: one looks like https://HOST:7443/# and 70 letters, digits, hyphens or underscores.";
            return false;
        }

        Span<byte> bytes = stackalloc byte[Length];
        var letters = Encoding.UTF8.GetBytes(address.Fragment[1..]);
        if (Base64Url.DecodeFromUtf8(letters, bytes, out var consumed, out var written) != System.Buffers.OperationStatus.Done
            || consumed != letters.Length || written != Length || !Check(address, bytes[..^CheckLength]).SequenceEqual(bytes[^CheckLength..]))
        {
            why = "The join token was not copied whole, or a letter of it is another: copy it anew.";
            return false;
        }

        if (bytes[0] != Version)
        {
            why = "The join token is of a newer host: bring this kiosk's software up to date.";
            return false;
        }

        var host = new Uri(address.GetLeftPart(UriPartial.Authority));
        token = new JoinToken(host, bytes.Slice(1, SHA256.HashSizeInBytes).ToArray(), bytes.Slice(1 + SHA256.HashSizeInBytes, SecretLength).ToArray());
        return true;
    }

    /// <summary>The token as text; it holds the secret.</summary>
    public override string ToString()
    {
        byte[] bytes = [Version, .. _authority, .. _secret];
        return $"{Address(Host)}/#{Base64Url.EncodeToString([.. bytes, .. Check(Host, bytes)])}";
    }

    private static string Address(Uri host) =>
        string.Create(CultureInfo.InvariantCulture, $"https://{(host.HostNameType == UriHostNameType.IPv6 ? host.Host : host.IdnHost)}:{host.Port}");

    private static byte[] Check(Uri host, ReadOnlySpan<byte> bytes) => SHA256.HashData([.. Encoding.ASCII.GetBytes(Address(host)), .. bytes])[..CheckLength];
}
