using Gatehouse.Host.Identity;

namespace Gatehouse.Host.Storage;

/// <summary>The folder given with <c>--data</c>: everything the host keeps, readable by its own user alone.</summary>
internal sealed class DataFolder
{
    /// <summary>The folder of the authority and the other keys.</summary>
    public const string IdentityName = "identity";

    private const string AsideName = ".aside-";

    private const UnixFileMode OwnerReads = SecretFile.OwnerOnly;
    private const UnixFileMode OwnerOnly = OwnerReads | UnixFileMode.UserExecute;

    private DataFolder(string path) => Root = path;

    public string Root { get; }

    public string Database => DatabaseIn(Root);

    public string Identity => Path.Combine(Root, IdentityName);

    public string AuthorityCertificate => Path.Combine(Identity, "authority.pem");

    public string AuthorityKey => Path.Combine(Identity, "authority.key");

    /// <summary>Where the database is in a folder that need not be there.</summary>
    public static string DatabaseIn(string path) => Path.Combine(Path.GetFullPath(path), HostDatabase.FileName);

    /// <summary>Opens the folder, makes what is missing of it and takes from others what rights they have in it.</summary>
    /// <exception cref="HostException">Others can read it, and that cannot or should not be changed.</exception>
    /// <exception cref="IOException">It cannot be made, or a file is in its place.</exception>
    /// <exception cref="UnauthorizedAccessException">Its owner does not let this user in.</exception>
    public static DataFolder Open(string path)
    {
        var folder = new DataFolder(Path.GetFullPath(path));
        Directory.CreateDirectory(folder.Root, OwnerOnly);
        folder.RefuseForeign();
        foreach (var own in (string[])[folder.Root, folder.Identity])
        {
            Directory.CreateDirectory(own, OwnerOnly);
            Tighten(own, OwnerOnly);
        }

        foreach (var file in folder.Files())
        {
            Tighten(file, OwnerReads);
        }

        return folder;
    }

    /// <summary>Opens the folder of a host that is there, and makes none.</summary>
    /// <exception cref="HostException">There is none, or as with <see cref="Open"/>.</exception>
    public static DataFolder OpenExisting(string path) =>
        Directory.Exists(Path.Combine(Path.GetFullPath(path), IdentityName)) || File.Exists(DatabaseIn(path))
            ? Open(path)
            : throw new HostException($"There is no host in {Path.GetFullPath(path)}: 'gatehouse-host run', 'gatehouse-host migrate' and 'gatehouse-host kiosk invite' make one.");

    /// <summary>Makes the file of the database, if need be: SQLite would make it readable to all, and gives the files beside it the rights of this one.</summary>
    public void MakeDatabase() => new FileStream(
        Database,
        new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = OwnerReads }).Dispose();

    /// <summary>Keeps a second running host out for as long as what is returned is not disposed of.</summary>
    /// <exception cref="HostException">One runs on this folder.</exception>
    public IDisposable Hold()
    {
        try
        {
            var hold = new FileStream(
                Path.Combine(Root, "lock"),
                new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = OwnerReads });
            foreach (var left in Directory.EnumerateFiles(Root, AsideName + "*"))
            {
                // Of a host that was killed meanwhile.
                File.Delete(left);
            }

            return hold;
        }
        catch (IOException e)
        {
            throw new HostException($"The folder {Root} cannot be held ({e.Message.TrimEnd('.')}): another host runs on it. Stop that one, or name another folder with --data.", e);
        }
    }

    /// <summary>A file in which something is put together that is whole only in the end; it goes when it is closed.</summary>
    public FileStream Aside() => new(Path.Combine(Root, AsideName + Path.GetRandomFileName()), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        UnixCreateMode = SecretFile.OwnerOnly,
    });

    /// <summary>What of the identity is worth keeping: keys, certificates and names.</summary>
    public IEnumerable<string> IdentityFiles() =>
        Directory.EnumerateFiles(Identity).Where(file => Path.GetFileName(file) != "lock" && !file.EndsWith(".new", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>What this host has written, and nothing that somebody else may have put there.</summary>
    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Root, Path.GetFileName(Database) + "*").Concat(Directory.EnumerateFiles(Identity));

    /// <summary>A folder of other things, such as a home, must not be shut to everybody because it was named by mistake.</summary>
    private void RefuseForeign()
    {
        if (IsWide(Root, OwnerOnly) && !File.Exists(Database) && !Directory.Exists(Identity) && Directory.EnumerateFileSystemEntries(Root).Any())
        {
            throw new HostException($"The folder {Root} holds other things and is open to other users: give the host a folder of its own.");
        }
    }

    private static void Tighten(string path, UnixFileMode mode)
    {
        try
        {
            if (IsWide(path, mode))
            {
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) & mode);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new HostException($"{path} is open to other users and belongs to another one: give it to the user that runs the host, or take those rights away.", e);
        }
        catch (FileNotFoundException)
        {
            // A running host has just put its write-ahead log away.
        }
    }

    private static bool IsWide(string path, UnixFileMode mode) => (File.GetUnixFileMode(path) & ~mode) != UnixFileMode.None;
}
