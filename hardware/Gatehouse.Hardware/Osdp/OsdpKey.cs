using System.Security.Cryptography;

namespace Gatehouse.Hardware.Osdp;

/// <summary>The key that a panel and one reader share (SCBK): 16 bytes. It never shows itself in a text.</summary>
public sealed class OsdpKey
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 16;

    private readonly byte[] _bytes;

    /// <summary>A key of bytes.</summary>
    /// <exception cref="ArgumentException">There are not 16.</exception>
    public OsdpKey(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes.Length == Length
            ? bytes.ToArray()
            : throw new ArgumentException($"An OSDP key has {Length} bytes, not {bytes.Length}.", nameof(bytes));
    }

    /// <summary>The key that every new reader has and everybody knows (SCBK-D). It is for giving a reader its own, never for service.</summary>
    public static OsdpKey Default { get; } = new("0123456789:;<=>?"u8);

    /// <summary>Whether it is the key that everybody knows.</summary>
    public bool IsDefault => IsSame(Default);

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The key of 32 hexadecimal digits.</summary>
    /// <exception cref="FormatException">It is no such text; the message does not repeat it.</exception>
    public static OsdpKey Parse(string digits)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return digits.Length == 2 * Length && digits.All(char.IsAsciiHexDigit)
            && Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done
                ? new OsdpKey(bytes)
                : throw new FormatException($"An OSDP key is written as {2 * Length} hexadecimal digits.");
    }

    /// <summary>Whether two keys are the same, found out in constant time.</summary>
    public bool IsSame(OsdpKey other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    /// <inheritdoc/>
    public override string ToString() => "an OSDP key";
}
