using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Proof;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Torture;

/// <summary>Signs tortured journals, and holds what is left of them against what was signed.</summary>
internal static class TortureKey
{
    /// <summary>The environment variable that holds the key, PEM, for a process that signs for another.</summary>
    public const string Variable = "GATEHOUSE_TORTURE_KEY";

    /// <summary>The key, PEM: a new one unless the environment has one.</summary>
    public static string Pem { get; } = Environment.GetEnvironmentVariable(Variable) ?? NewKey();

    private static readonly KioskKey Kiosk = new(Credential());
    private static readonly ProofKeys Proof = ProofKeys.Read(string.Join('\n', Kiosk.Certificates));

    /// <summary>Signs where a journal stands; a disk that takes no checkpoint is told and left.</summary>
    public static void Sign(SegmentJournal journal)
    {
        var time = new FakeTimeProvider();
        using var worker = new CheckpointWorker(
            journal, Kiosk, new RecordStamp(time, new ClockWatch(time), new BootIdentity(Guid.Empty)), time, NullLogger<CheckpointWorker>.Instance);
        worker.Sign();
    }

    /// <summary>Whether everything that was signed is there as it was signed.</summary>
    public static bool Proves(JournalDisk disk) => CheckpointVerifier.Verify(disk, Proof).Problems.Count == 0;

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static KioskCredential Credential()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(Pem);
        return new KioskCredential("torture", "https://host", Certificate("CN=host", isAuthority: true, key), Certificate("CN=torture", isAuthority: false, key), Pem);
    }

    private static string Certificate(string name, bool isAuthority, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }
}
