using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Contract;

namespace Gatehouse.Host.Users;

/// <summary>Secrets by which a request says whose it is: 256 bit of chance, of which the host keeps the hash alone.</summary>
internal static class Secret
{
    private const int Length = 32;

    /// <summary>A new one.</summary>
    /// <param name="prefix">By which people and scanners for leaked secrets know what it is.</param>
    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));

    /// <summary>A new one that somebody types: so many words of 16 bit each, such as <c>lusab-babad-gutih</c>.</summary>
    public static string NewWords(int count) => string.Join('-', Enumerable.Range(0, count).Select(_ => KeyWords.Proquint((ushort)RandomNumberGenerator.GetInt32(0x10000))));

    /// <summary>What is kept of one that somebody types, whatever its capitals and the blanks around it.</summary>
    public static string HashOfTyped(string secret) => Hash(string.Concat(secret.Trim().Select(char.ToLowerInvariant)));

    /// <summary>What is kept of it: a secret of this length needs no slow hash.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
