namespace Gatehouse.Host.Storage;

/// <summary>The folder given with <c>--data</c>: everything the host keeps, readable by its own user alone.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DataFolder(string path) => Root = path;

    public string Root { get; }

    public string Database => Path.Combine(Root, "gatehouse.db");

    public string Identity => Path.Combine(Root, "identity");

    public string ConsoleKeys => Path.Combine(Root, "console-keys");

    /// <summary>Opens the folder and makes what is missing of it.</summary>
    /// <exception cref="IOException">It cannot be made, or a file is in its place.</exception>
    /// <exception cref="UnauthorizedAccessException">Its owner does not let this user in.</exception>
    public static DataFolder Open(string path)
    {
        var folder = new DataFolder(Path.GetFullPath(path));
        Directory.CreateDirectory(folder.Root, OwnerOnly);
        Directory.CreateDirectory(folder.Identity, OwnerOnly);
        Directory.CreateDirectory(folder.ConsoleKeys, OwnerOnly);
        return folder;
    }
}
