using Gatehouse.Contract;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Pairing;
using Gatehouse.Kiosk.Proof;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.App.Running;

/// <summary>What a kiosk needs of its host: the way there, and the key that signs.</summary>
internal sealed class HostCredential : IDisposable
{
    private HostCredential(CredentialFile file, KioskCredential credential, SyncOptions options, Func<DateTimeOffset?> known)
    {
        File = file;
        Credential = credential;
        Key = new KioskKey(credential);
        Link = new HttpsHostLink(credential, options) { Known = known };
    }

    public CredentialFile File { get; }

    public KioskCredential Credential { get; }

    public HttpsHostLink Link { get; }

    public KioskKey Key { get; }

    /// <summary>Reads it; null where the kiosk works alone.</summary>
    /// <param name="configuration">The kiosk.</param>
    /// <param name="known">The wall clock's time; null when it cannot be trusted.</param>
    /// <exception cref="ConfigurationException">The file is missing, damaged, or another kiosk's.</exception>
    public static HostCredential? Open(KioskConfiguration configuration, Func<DateTimeOffset?> known)
    {
        if (configuration.Credential is not { } path)
        {
            return null;
        }

        var file = new CredentialFile(path);
        var credential = file.Read(configuration.Kiosk);
        try
        {
            return new HostCredential(file, credential, configuration.Sync, known);
        }
        catch (FormatException e)
        {
            throw file.Damaged(e.Message);
        }
    }

    /// <summary>
    /// Joins by a token that lies ready where the kiosk has no credential yet; gives the four words, or null where there is
    /// nothing to join by.
    /// </summary>
    /// <exception cref="PairingException">The host was not reached or refused, or the token is none.</exception>
    public static async Task<string?> JoinAsync(KioskConfiguration configuration, Func<DateTimeOffset?> known, CancellationToken cancellationToken)
    {
        if (configuration.Credential is not { } path || new CredentialFile(path) is not { Exists: false } file)
        {
            return null;
        }

        PairingException? trouble = null;
        foreach (var found in JoinTokenFiles.Find(file))
        {
            try
            {
                var words = await new HostPairing(configuration.Sync, known).JoinAsync(configuration.Kiosk, JoinTokenFiles.Read(found), file, cancellationToken);
                JoinTokenFiles.Remove(found);
                return words;
            }
            catch (PairingException e)
            {
                // A used one may be left on a medium that takes nothing, and the newest is the likeliest to be of use.
                trouble ??= e;
            }
        }

        return trouble is null ? null : throw trouble;
    }

    /// <summary>Has the host's roster and policy where the kiosk has none yet; a host without people or policies gives none.</summary>
    /// <exception cref="PairingException">The host was not reached or refused.</exception>
    /// <exception cref="SnapshotException">The policy is none that this kiosk can decide by, or the disk takes nothing.</exception>
    public async Task FirstRulesAsync(KioskConfiguration configuration, CancellationToken cancellationToken)
    {
        var kept = new KioskSnapshots(configuration.State);
        try
        {
            if (!kept.Roster.Exists && (await Link.RosterAsync(since: null, digest: null, cancellationToken))?.Of(null) is { } roster)
            {
                kept.Roster.Store(new AccessControl(roster).Roster);
            }

            if (!kept.Policy.Exists && (await Link.PoliciesAsync(have: null, inForce: "", cancellationToken)) is { } plan && plan.InForce(plan.At) is { } first)
            {
                kept.PutInForce(PolicyWorker.Read(first.Document, configuration.Devices.Air is not null));
            }
        }
        catch (HostException e)
        {
            throw new PairingException($"This kiosk has no {(kept.Roster.Exists ? "policy" : "roster")} yet, and its host gave none: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Link.Dispose();
        Key.Dispose();
    }
}
