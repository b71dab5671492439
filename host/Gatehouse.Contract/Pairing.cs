namespace Gatehouse.Contract;

/// <summary>A kiosk asks to join.</summary>
/// <param name="Kiosk">Its name.</param>
/// <param name="Secret">The secret of its <see cref="JoinToken"/>.</param>
/// <param name="Request">A request for a certificate (PKCS #10, PEM), signed with the kiosk's own P-256 key; its subject is of no account.</param>
public sealed record PairingRequest(string Kiosk, string Secret, string Request);

/// <summary>A kiosk that has a certificate asks for the next one.</summary>
/// <param name="Request">As in <see cref="PairingRequest"/>, with the key of the certificate that it shows.</param>
public sealed record RenewalRequest(string Request);

/// <summary>A certificate for a kiosk.</summary>
/// <param name="Certificate">The certificate, PEM.</param>
public sealed record IssuedCertificate(string Certificate);

/// <summary>The host's issuing authority.</summary>
/// <param name="Certificate">Its certificate, PEM. It proves nothing by itself: a <see cref="JoinToken"/> says which one is the host's.</param>
public sealed record HostAuthority(string Certificate);
