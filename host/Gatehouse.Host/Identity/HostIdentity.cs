using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Identity;

/// <summary>The identity folder: the authority, and the names under which kiosks reach this host.</summary>
internal sealed class HostIdentity(DataFolder folder, TimeProvider time)
{
    private const int SealLength = 32;

    private readonly string _certificate = folder.AuthorityCertificate;
    private readonly string _key = folder.AuthorityKey;
    private readonly string _seal = Path.Combine(folder.Identity, "seal.key");
    private readonly string _names = Path.Combine(folder.Identity, "host-names");

    /// <summary>Names that a server certificate always holds.</summary>
    private static string[] Always => ["localhost", IPAddress.Loopback.ToString(), IPAddress.IPv6Loopback.ToString()];

    /// <summary>Changes whenever a name is added; read at every handshake, so that a running host learns of it.</summary>
    public DateTime NamesStamp => File.GetLastWriteTimeUtc(_names);

    /// <summary>The authority, made at first use.</summary>
    /// <exception cref="HostException">Its files are damaged or only half there.</exception>
    public async Task<Authority> AuthorityAsync(CancellationToken cancellationToken)
    {
        // Two commands started together must not make two authorities.
        await using var alone = Alone();
        if (File.Exists(_certificate) != File.Exists(_key))
        {
            var missing = Path.GetFileName(File.Exists(_key) ? _certificate : _key);
            throw new HostException($"The host's authority in {folder.Identity} is only half there: restore {missing} from a backup. Where no kiosk was added yet, remove the other half.");
        }

        if (!File.Exists(_certificate))
        {
            var (certificate, key) = Authority.Create(time.GetUtcNow());
            await SecretFile.WriteAsync(_key, Encoding.ASCII.GetBytes(key), cancellationToken);
            await SecretFile.WriteAsync(_certificate, Encoding.ASCII.GetBytes(certificate), cancellationToken);
        }

        try
        {
            return new Authority(
                await File.ReadAllTextAsync(_certificate, cancellationToken),
                await File.ReadAllTextAsync(_key, cancellationToken));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new HostException($"The host's authority in {folder.Identity} cannot be read: restore authority.pem and authority.key from a backup.", e);
        }
    }

    /// <summary>The key that seals what data protection keeps in the database.</summary>
    /// <param name="mayMake">Whether one is made where there is none: nothing is sealed yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostException">It is missing or damaged.</exception>
    public async Task<byte[]> SealAsync(bool mayMake, CancellationToken cancellationToken)
    {
        await using var alone = Alone();
        if (!File.Exists(_seal) && mayMake)
        {
            await SecretFile.WriteAsync(_seal, RandomNumberGenerator.GetBytes(SealLength), cancellationToken);
        }

        return File.Exists(_seal) && await File.ReadAllBytesAsync(_seal, cancellationToken) is { Length: SealLength } key ? key : throw WrongSeal();
    }

    /// <summary>Why a host does not start whose key opens nothing that is sealed.</summary>
    public HostException WrongSeal() =>
        new($"{_seal} is missing, or is not the key by which this database's own keys are sealed: copy it from the identity folder of a host on the same database, or from a backup. Where it is lost, 'DELETE FROM protection_key' in the database and a start without the file make a new one; everybody then signs in again.");

    /// <summary>Every name that the server certificate must hold.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) =>
        File.Exists(_names)
            ? [.. Always, .. (await File.ReadAllLinesAsync(_names, cancellationToken)).Where(n => n.Length > 0 && !Always.Contains(n))]
            : Always;

    /// <summary>Adds the name of an address that kiosks are given.</summary>
    public async Task AddNameAsync(string name, CancellationToken cancellationToken)
    {
        await using var alone = Alone();
        var names = await NamesAsync(cancellationToken);
        if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            var text = string.Join('\n', names.Except(Always).Append(name)) + "\n";
            await SecretFile.WriteAsync(_names, Encoding.UTF8.GetBytes(text), cancellationToken);
        }
    }

    /// <summary>Keeps every other command away from the identity until it is disposed.</summary>
    /// <exception cref="HostException">Another one is at it.</exception>
    public FileStream Alone()
    {
        try
        {
            return new FileStream(Path.Combine(folder.Identity, "lock"), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = SecretFile.OwnerOnly,
            });
        }
        catch (IOException e)
        {
            throw new HostException($"Another command is using {folder.Identity}: try again in a moment.", e);
        }
    }
}
