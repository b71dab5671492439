using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Sync;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Pairing;

/// <summary>Has the kiosk's certificate renewed when two thirds of its time are over, for the same key.</summary>
public sealed partial class CertificateRenewal(HttpsHostLink link, KioskCredential credential, CredentialFile file, TimeProvider time, ILogger<CertificateRenewal> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);

    private KioskCredential _credential = credential;
    private string? _trouble;

    /// <summary>Looks every hour, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        do
        {
            await LookAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (!IsDue())
        {
            return;
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(_credential.PrivateKey);
            var issued = await link.RenewAsync(new RenewalRequest(HostPairing.Request(KioskId.Parse(_credential.Kiosk), key)), cancellationToken);
            var next = _credential with { Certificate = issued.Certificate };
            link.Show(next);
            _credential = next;
            file.Store(next);
            _trouble = null;
        }
        catch (Exception e) when (e is HostException or FormatException)
        {
            Tell(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Shown while the kiosk runs; at its next start it asks again, also when the kept one has expired.
            Tell($"it cannot be kept in {file.Path}: {e.Message}");
        }
    }

    /// <summary>Without a trusted clock it is asked for at each look; the host gives the same one again for a day.</summary>
    private bool IsDue()
    {
        using var certificate = X509Certificate2.CreateFromPem(_credential.Certificate);
        var from = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        var to = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        return link.Known() is not { } now || now >= from + ((to - from) * 2 / 3);
    }

    private void Tell(string trouble)
    {
        if (_trouble != trouble)
        {
            _trouble = trouble;
            Log.NotRenewed(logger, trouble);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The kiosk's certificate was not renewed: {Why}")]
        public static partial void NotRenewed(ILogger logger, string why);
    }
}
