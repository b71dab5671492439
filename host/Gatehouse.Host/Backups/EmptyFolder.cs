using Gatehouse.Host.Identity;

namespace Gatehouse.Host.Backups;

/// <summary>A folder that is filled under another name, and has its own once it is whole.</summary>
internal static class EmptyFolder
{
    public const UnixFileMode OwnerReads = SecretFile.OwnerOnly;

    public const UnixFileMode OwnerOnly = OwnerReads | UnixFileMode.UserExecute;

    /// <summary>Makes the folder to fill, beside one that is absent or empty.</summary>
    /// <exception cref="HostException">There is something already.</exception>
    public static string Beside(string target)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new HostException($"{target} is there and not empty: nothing is overwritten. Name a folder that is not there yet.");
        }

        var aside = Path.TrimEndingDirectorySeparator(target) + ".new";
        if (Path.Exists(aside))
        {
            throw new HostException($"{aside} is there: an earlier command did not come to its end. Remove it and try again.");
        }

        Directory.CreateDirectory(aside, OwnerOnly);
        return aside;
    }

    /// <summary>Gives a folder that is whole its name.</summary>
    public static void Name(string aside, string target)
    {
        if (Directory.Exists(target))
        {
            Directory.Delete(target);
        }

        Directory.Move(aside, target);
    }
}
