namespace Gatehouse.Contract;

/// <summary>How a kiosk that has joined reaches its host and shows who it is: a file that only the kiosk's service may read.</summary>
/// <param name="Kiosk">The kiosk's name, the certificate's common name.</param>
/// <param name="Host">The address of the host's kiosk port, such as <c>https://host.example:8443</c>.</param>
/// <param name="Authority">The certificate of the host's issuing authority, PEM; the only one the kiosk trusts.</param>
/// <param name="Certificate">The kiosk's certificate, PEM.</param>
/// <param name="PrivateKey">Its P-256 key, PKCS#8 PEM.</param>
public sealed record KioskCredential(string Kiosk, string Host, string Authority, string Certificate, string PrivateKey);
