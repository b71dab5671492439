using System.Security.Cryptography;

namespace Gatehouse.Contract;

/// <summary>A SHA-256 in 64 lower-case hexadecimal digits: a record's own hash, or that of the record before it.</summary>
public readonly record struct RecordHash
{
    /// <summary>The length of the text, in characters and in UTF-8 bytes.</summary>
    public const int TextLength = 64;

    private readonly string? _hex;

    private RecordHash(string hex) => _hex = hex;

    /// <summary>64 zeros: what the first record of an epoch names as the hash before it.</summary>
    public static RecordHash None { get; } = new(new string('0', TextLength));

    /// <summary>The hash of these bytes.</summary>
    public static RecordHash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return new RecordHash(Convert.ToHexStringLower(digest));
    }

    /// <summary>Reads 64 lower-case hexadecimal digits; false for anything else.</summary>
    public static bool TryParse(string? text, out RecordHash hash)
    {
        var valid = text is { Length: TextLength } && text.All(char.IsAsciiHexDigitLower);
        hash = valid ? new RecordHash(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => _hex ?? None._hex!;
}
