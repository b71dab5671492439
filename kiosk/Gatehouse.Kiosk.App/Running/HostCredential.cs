using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Proof;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.App.Running;

/// <summary>Reads the credential file that the host's operator made.</summary>
internal static class HostCredential
{
    /// <summary>A link to the host; null where the kiosk works alone.</summary>
    /// <param name="configuration">The kiosk.</param>
    /// <param name="known">The wall clock's time; null when it cannot be trusted.</param>
    /// <exception cref="ConfigurationException">The file is missing, damaged, or another kiosk's.</exception>
    public static HttpsHostLink? Link(KioskConfiguration configuration, Func<DateTimeOffset?> known) =>
        Read(configuration, credential => new HttpsHostLink(credential, configuration.Sync) { Known = known });

    /// <summary>The key that signs the journal; null where the kiosk works alone.</summary>
    /// <exception cref="ConfigurationException">As with <see cref="Link"/>.</exception>
    public static KioskKey? Key(KioskConfiguration configuration) => Read(configuration, credential => new KioskKey(credential));

    private static T? Read<T>(KioskConfiguration configuration, Func<KioskCredential, T> use)
        where T : class
    {
        if (configuration.Credential is not { } path)
        {
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize(File.ReadAllBytes(path), ContractJson.Default.KioskCredential) is not { Kiosk: not null } credential)
            {
                throw new FormatException("It names no kiosk.");
            }

            if (credential.Kiosk != configuration.Kiosk.ToString())
            {
                throw new ConfigurationException(
                    $"The credential {path} is for the kiosk '{credential.Kiosk}', but this one is '{configuration.Kiosk}': give it its own.");
            }

            return use(credential);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The credential {path} cannot be read: {e.Message}");
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            var why = e is JsonException json ? JsonTrouble.Of(json) : e.Message;
            throw new ConfigurationException($"The credential {path} is damaged: {why} Make a new one with 'gatehouse-host kiosk add'.");
        }
    }
}
