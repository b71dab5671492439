using Gatehouse.Host.Identity;
using Gatehouse.Host.Protection;

namespace Gatehouse.Host.Composition;

/// <summary>What the identity folder holds, opened.</summary>
/// <param name="Authority">Issues certificates.</param>
/// <param name="Server">What the kiosk port shows.</param>
/// <param name="Seal">Seals the keys of data protection.</param>
internal sealed record HostKeys(Authority Authority, ServerCertificate Server, Seal Seal);
