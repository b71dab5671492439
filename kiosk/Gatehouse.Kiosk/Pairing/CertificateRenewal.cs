using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Sync;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Pairing;

/// <summary>Has the kiosk's certificate renewed when two thirds of its time are over, for the same key.</summary>
public sealed partial class CertificateRenewal(HttpsHostLink link, KioskCredential credential, CredentialFile file, TimeProvider time, ILogger<CertificateRenewal> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);
    private static readonly TimeSpan LookAfterTrouble = TimeSpan.FromMinutes(1);

    private KioskCredential _credential = credential;
    private bool _isKept = true;
    private string? _trouble;

    /// <summary>Looks every hour, and a minute after it failed, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await LookAsync(cancellationToken);
            await Task.Delay(_trouble is null ? Look : LookAfterTrouble, time, cancellationToken);
        }
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
            if (issued.Certificate.Trim() != _credential.Certificate.Trim())
            {
                var next = _credential with { Certificate = issued.Certificate };
                link.Show(next);
                _credential = next;
                _isKept = false;
            }

            Keep();
            _trouble = null;
        }
        catch (Exception e) when (e is HostException or FormatException or ConfigurationException)
        {
            Tell(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Shown while the kiosk runs; at its next start it asks again, also when the kept one has expired.
            Tell($"it cannot be kept in {file.Path}: {e.Message}");
        }
    }

    private void Keep()
    {
        // Who joins anew beside a running kiosk must not be undone by it.
        if (!_isKept && (!file.Exists || file.Read(KioskId.Parse(_credential.Kiosk)).PrivateKey == _credential.PrivateKey))
        {
            file.Store(_credential);
        }

        _isKept = true;
    }

    /// <summary>Without a trusted clock it is asked for at each look; the host gives the same one again for half of its time.</summary>
    private bool IsDue()
    {
        using var certificate = X509Certificate2.CreateFromPem(_credential.Certificate);
        var from = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        var to = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        return !_isKept || link.Known() is not { } now || now < from || now >= from + ((to - from) * 2 / 3);
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
