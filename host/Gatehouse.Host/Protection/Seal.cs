using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Gatehouse.Host.Protection;

/// <summary>Seals what the database keeps of data protection by AES-256-GCM: who has the database alone cannot forge a cookie.</summary>
internal sealed class Seal(byte[] key) : IXmlEncryptor
{
    private const string Name = "sealed";

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var whole = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + plain.Length];
        var (nonce, tag, text) = Parts(whole);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, plain, text, tag);
        return new EncryptedXmlInfo(new XElement(Name, Convert.ToBase64String(whole)), typeof(SealOpener));
    }

    /// <summary>What was sealed.</summary>
    /// <exception cref="CryptographicException">It was not sealed by this key, or changed since.</exception>
    public XElement Open(XElement sealedElement)
    {
        var whole = Convert.FromBase64String(sealedElement.Value);
        var (nonce, tag, text) = Parts(whole);
        var plain = new byte[text.Length];
        using var aes = new AesGcm(key, tag.Length);
        aes.Decrypt(nonce, text, tag, plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    /// <summary>Whether a stored key was sealed by this one.</summary>
    public bool IsOf(XElement stored)
    {
        try
        {
            return stored.Descendants(Name).All(part => Open(part) is not null);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static Sealed Parts(byte[] whole) =>
        whole.Length < AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize
            ? throw new CryptographicException("The sealed value is too short.")
            : new Sealed(
                whole.AsSpan(0, AesGcm.NonceByteSizes.MaxSize),
                whole.AsSpan(AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize),
                whole.AsSpan(AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize));

    private readonly ref struct Sealed(Span<byte> nonce, Span<byte> tag, Span<byte> text)
    {
        private readonly Span<byte> _nonce = nonce;
        private readonly Span<byte> _tag = tag;
        private readonly Span<byte> _text = text;

        public void Deconstruct(out Span<byte> nonce, out Span<byte> tag, out Span<byte> text)
        {
            nonce = _nonce;
            tag = _tag;
            text = _text;
        }
    }
}
