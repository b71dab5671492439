using System.Security.Cryptography;

namespace Gatehouse.Hardware.Osdp;

/// <summary>The three AES-128 keys of one session and what is computed with them (SIA OSDP 2.2, D.4 and D.5).</summary>
public sealed class OsdpSessionKeys : IDisposable
{
    /// <summary>Bytes of each side's random number.</summary>
    public const int RandomLength = 8;

    /// <summary>Bytes of a cipher block, of a cryptogram and of a whole MAC.</summary>
    public const int Block = 16;

    private const byte PaddingStart = 0x80;

    private readonly byte[] _panelRandom;
    private readonly Aes _encryption;
    private readonly Aes _mac1;
    private readonly Aes _mac2;

    /// <summary>Derives the keys of a session.</summary>
    /// <param name="key">What panel and reader share.</param>
    /// <param name="panelRandom">The panel's random number, 8 bytes.</param>
    public OsdpSessionKeys(OsdpKey key, ReadOnlySpan<byte> panelRandom)
    {
        _panelRandom = panelRandom.ToArray();
        using var shared = WithKey(key.Bytes);
        _encryption = Derived(shared, 0x82);
        _mac1 = Derived(shared, 0x01);
        _mac2 = Derived(shared, 0x02);
    }

    /// <summary>The proof that the reader has the key.</summary>
    /// <param name="readerRandom">The reader's random number, 8 bytes.</param>
    public byte[] ReaderCryptogram(ReadOnlySpan<byte> readerRandom) => _encryption.EncryptEcb([.. _panelRandom, .. readerRandom], PaddingMode.None);

    /// <summary>The proof that the panel has the key.</summary>
    /// <param name="readerRandom">The reader's random number, 8 bytes.</param>
    public byte[] PanelCryptogram(ReadOnlySpan<byte> readerRandom) => _encryption.EncryptEcb([.. readerRandom, .. _panelRandom], PaddingMode.None);

    /// <summary>The MAC from which a session's chain begins.</summary>
    /// <param name="panelCryptogram">The panel's proof.</param>
    public byte[] FirstMac(ReadOnlySpan<byte> panelCryptogram) =>
        _mac2.EncryptEcb(_mac1.EncryptEcb(panelCryptogram, PaddingMode.None), PaddingMode.None);

    /// <summary>The MAC of a message: CBC with the first MAC key, its last block with the second.</summary>
    /// <param name="message">At least one byte.</param>
    /// <param name="chain">The last MAC of the other direction.</param>
    public byte[] Mac(ReadOnlySpan<byte> message, ReadOnlySpan<byte> chain)
    {
        ReadOnlySpan<byte> padded = message.Length % Block == 0 ? message : Padded(message);
        var last = padded[^Block..].ToArray();
        var before = padded.Length > Block ? _mac1.EncryptCbc(padded[..^Block], chain, PaddingMode.None).AsSpan(^Block..) : chain;
        for (var i = 0; i < Block; i++)
        {
            last[i] ^= before[i];
        }

        return _mac2.EncryptEcb(last, PaddingMode.None);
    }

    /// <summary>Encrypts data, padded to whole blocks.</summary>
    /// <param name="data">The data.</param>
    /// <param name="chain">The last MAC of the other direction.</param>
    public byte[] Encrypt(ReadOnlySpan<byte> data, ReadOnlySpan<byte> chain) => _encryption.EncryptCbc(Padded(data), Inverted(chain), PaddingMode.None);

    /// <summary>Decrypts data; null when it is not of whole blocks or not padded.</summary>
    /// <param name="data">What came.</param>
    /// <param name="chain">The last MAC of the other direction.</param>
    public byte[]? Decrypt(ReadOnlySpan<byte> data, ReadOnlySpan<byte> chain)
    {
        // Some readers encrypt an empty payload to nothing instead of to a block of padding.
        if (data.IsEmpty || data.Length % Block != 0)
        {
            return data.IsEmpty ? [] : null;
        }

        var plain = _encryption.DecryptCbc(data, Inverted(chain), PaddingMode.None);
        var end = plain.AsSpan().LastIndexOfAnyExcept((byte)0);
        return end >= 0 && plain[end] == PaddingStart ? plain[..end] : null;
    }

    /// <summary>Forgets the keys.</summary>
    public void Dispose()
    {
        _encryption.Dispose();
        _mac1.Dispose();
        _mac2.Dispose();
    }

    private Aes Derived(Aes shared, byte kind)
    {
        Span<byte> seed = stackalloc byte[Block];
        seed[0] = 0x01;
        seed[1] = kind;
        _panelRandom.AsSpan(0, 6).CopyTo(seed[2..]);
        var key = shared.EncryptEcb(seed, PaddingMode.None);
        var derived = WithKey(key);
        CryptographicOperations.ZeroMemory(key);
        return derived;
    }

    private static Aes WithKey(ReadOnlySpan<byte> key)
    {
        var aes = Aes.Create();
        aes.SetKey(key);
        return aes;
    }

    private static byte[] Padded(ReadOnlySpan<byte> data)
    {
        var padded = new byte[((data.Length / Block) + 1) * Block];
        data.CopyTo(padded);
        padded[data.Length] = PaddingStart;
        return padded;
    }

    private static byte[] Inverted(ReadOnlySpan<byte> chain)
    {
        var inverted = new byte[Block];
        for (var i = 0; i < Block; i++)
        {
            inverted[i] = (byte)~chain[i];
        }

        return inverted;
    }
}
