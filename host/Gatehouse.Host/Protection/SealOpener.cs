using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Gatehouse.Host.Protection;

/// <summary>Opens what <see cref="Seal"/> sealed; data protection makes it by the name that stands beside the sealed key.</summary>
internal sealed class SealOpener(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<Seal>().Open(encryptedElement);
}
