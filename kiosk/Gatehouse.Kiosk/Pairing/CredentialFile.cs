using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Pairing;

/// <summary>The file of a kiosk's credential, and beside it the key with which it asks to join, until it has.</summary>
/// <param name="path">Where it stands.</param>
public sealed class CredentialFile(string path)
{
    private readonly string _folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? "/";

    /// <summary>Where it stands.</summary>
    public string Path => path;

    /// <summary>The folder in which it stands.</summary>
    public string Folder => _folder;

    /// <summary>Whether there is one.</summary>
    public bool Exists => File.Exists(path);

    // Asked again with the same key, the host gives the same certificate: its answer may have been lost.
    private string Pending => path + ".key";

    /// <summary>The credential of a kiosk.</summary>
    /// <exception cref="ConfigurationException">The file is missing, damaged, or another kiosk's.</exception>
    public KioskCredential Read(KioskId kiosk)
    {
        try
        {
            if (JsonSerializer.Deserialize(File.ReadAllBytes(path), ContractJson.Default.KioskCredential) is not { Kiosk: not null } credential)
            {
                throw Damaged("It names no kiosk.");
            }

            return credential.Kiosk == kiosk.ToString()
                ? credential
                : throw new ConfigurationException($"The credential {path} is for the kiosk '{credential.Kiosk}', but this one is '{kiosk}': give it its own.");
        }
        catch (FileNotFoundException)
        {
            throw new ConfigurationException(
                $"The kiosk has no credential {path}: let it join a host with 'gatehouse-kiosk pair', or take the key 'credential' out of its configuration, and it works alone.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The credential {path} cannot be read: {e.Message}");
        }
        catch (JsonException e)
        {
            throw Damaged(JsonTrouble.Of(e));
        }
    }

    /// <summary>What to say of one that is damaged.</summary>
    public ConfigurationException Damaged(string why) => new($"The credential {path} is damaged: {why} Let the kiosk join anew with 'gatehouse-kiosk pair --replace'.");

    /// <summary>Writes it, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Store(KioskCredential credential) => Write(path, JsonSerializer.SerializeToUtf8Bytes(credential, ContractJson.Default.KioskCredential));

    /// <summary>Forgets the key with which was asked, once its credential stands.</summary>
    public void ForgetPendingKey() => File.Delete(Pending);

    /// <summary>The key with which to ask; made, and durable, unless it was before.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public ECDsa PendingKey()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(Pending))
        {
            try
            {
                key.ImportFromPem(File.ReadAllText(Pending));
                return key;
            }
            catch (Exception e) when (e is ArgumentException or CryptographicException)
            {
                // Cut off while it was written: nobody was asked with it.
                key.Dispose();
                key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            }
        }

        Write(Pending, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        return key;
    }

    private void Write(string file, ReadOnlySpan<byte> bytes)
    {
        var aside = file + ".new";
        OwnerOnly.WriteDurably(aside, bytes);
        File.Move(aside, file, overwrite: true);
        FolderSync.Flush(_folder);
    }
}
