using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Pairing;

/// <summary>Where a join token is looked for at a kiosk's first start.</summary>
public static class JoinTokenFiles
{
    // The boot partition of a Raspberry Pi's card, and where USB sticks are mounted.
    private static readonly string[] Boot = ["/boot/firmware", "/boot"];
    private static readonly string[] Mounts = ["/media", "/run/media", "/mnt"];

    /// <summary>Those that are there, the newest first: beside the credential, on the boot partition, on mounted media.</summary>
    public static IReadOnlyList<string> Find(CredentialFile credential) =>
    [
        .. ((string[])[credential.Folder, .. Boot, .. Mounts, .. Mounts.SelectMany(Folders), .. Mounts.SelectMany(Folders).SelectMany(Folders)])
            .Select(folder => Path.Combine(folder, JoinToken.FileName))
            .Where(File.Exists)
            .OrderByDescending(File.GetLastWriteTimeUtc),
    ];

    /// <summary>Reads one.</summary>
    /// <exception cref="PairingException">It cannot be read, or is none.</exception>
    public static JoinToken Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), $"In {path}: ");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PairingException($"The join token {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads one as a person gave it.</summary>
    /// <exception cref="PairingException">It is none.</exception>
    public static JoinToken Parse(string text, string where = "") =>
        JoinToken.TryParse(text, out var token, out var why) ? token : throw new PairingException(where + why);

    /// <summary>Takes a used one away; one that a medium keeps is of no use any more.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A medium that takes nothing.
        }
    }

    private static string[] Folders(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
