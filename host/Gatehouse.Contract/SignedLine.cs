using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gatehouse.Contract;

/// <summary>
/// A statement with its signature in one line of UTF-8: the JSON exactly as written, a tab, and the ECDSA P-256 SHA-256
/// signature of the bytes before the tab (IEEE P1363, base64). Nobody re-serialises it: whoever keeps it keeps its bytes.
/// </summary>
public static class SignedLine
{
    /// <summary>The longest line, in bytes without its line feed.</summary>
    public const int MaxLength = 4 * 1024;

    private const int SignatureLength = 64;
    private const int KeyNameLength = 16;

    /// <summary>Signs a statement.</summary>
    public static byte[] Sign<T>(T statement, JsonTypeInfo<T> type, ECDsa key)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(statement, type);
        var signature = key.SignData(json, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        var line = new byte[json.Length + 1 + Base64.GetMaxEncodedToUtf8Length(SignatureLength)];
        json.CopyTo(line, 0);
        line[json.Length] = (byte)'\t';
        Base64.EncodeToUtf8(signature, line.AsSpan(json.Length + 1), out _, out _);
        return line;
    }

    /// <summary>Reads the statement without looking at its signature; null when the line holds none of this type.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> type)
        where T : class
    {
        var tab = line.IndexOf((byte)'\t');
        if (tab < 1 || line.Length > MaxLength)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(line[..tab], type);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether this key signed the line.</summary>
    public static bool IsSignedBy(ReadOnlySpan<byte> line, ECDsa key)
    {
        var tab = line.IndexOf((byte)'\t');
        Span<byte> signature = stackalloc byte[SignatureLength + 2];
        return tab >= 1 && line.Length <= MaxLength
            && Base64.DecodeFromUtf8(line[(tab + 1)..], signature, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == SignatureLength
            && key.VerifyData(line[..tab], signature[..written], HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>A short name of a public key, 16 hexadecimal digits of the SHA-256 of its SubjectPublicKeyInfo.</summary>
    public static string KeyName(ECDsa key) => RecordHash.Of(key.ExportSubjectPublicKeyInfo()).ToString()[..KeyNameLength];
}
