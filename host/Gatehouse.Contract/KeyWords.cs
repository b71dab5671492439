using System.Security.Cryptography;

namespace Gatehouse.Contract;

/// <summary>
/// Four words that kiosk and host show alike, so that people can tell that each has the other's key and nobody stands
/// between: the first 64 bits of the SHA-256 of both public keys (SubjectPublicKeyInfo), as proquints
/// (D. S. Wilkerson, "A Proposal for Proquints: Identifiers that are Readable, Spellable, and Pronounceable", 2009).
/// </summary>
public static class KeyWords
{
    private const int Count = 4;
    private const string Consonants = "bdfghjklmnprstvz";
    private const string Vowels = "aiou";

    /// <summary>The words of a kiosk's key and a host's, such as <c>lusab babad gutih tugad</c>.</summary>
    /// <param name="kiosk">The kiosk's public key, SubjectPublicKeyInfo.</param>
    /// <param name="authority">The host's authority's, alike.</param>
    public static string Of(ReadOnlySpan<byte> kiosk, ReadOnlySpan<byte> authority)
    {
        var hash = SHA256.HashData([.. kiosk, .. authority]);
        return string.Join(' ', Enumerable.Range(0, Count).Select(i => Proquint((ushort)((hash[2 * i] << 8) | hash[(2 * i) + 1]))));
    }

    /// <summary>16 bits as a word of five letters.</summary>
    public static string Proquint(ushort bits) =>
        string.Concat(Consonants[bits >> 12], Vowels[bits >> 10 & 3], Consonants[bits >> 6 & 15], Vowels[bits >> 4 & 3], Consonants[bits & 15]);
}
