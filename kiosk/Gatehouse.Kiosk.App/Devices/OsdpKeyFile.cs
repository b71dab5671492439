using System.Security.Cryptography;
using System.Text;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Devices;

/// <summary>The file that holds an OSDP reader's key: 32 hexadecimal digits, readable by the service user alone.</summary>
internal static class OsdpKeyFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Reads a key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="side">On which side its reader is.</param>
    /// <exception cref="ConfigurationException">There is no such file, it is open to others, or holds no key.</exception>
    public static OsdpKey Read(string path, Direction side)
    {
        try
        {
            if ((File.GetUnixFileMode(path) & Others) != 0)
            {
                throw new ConfigurationException($"The reader's key {path} is open to others: chmod 600 it, and commission the reader anew if anybody may have read it.");
            }

            var key = OsdpKey.Parse(File.ReadAllText(path).Trim());
            return key.IsDefault
                ? throw new ConfigurationException($"The reader's key {path} is the one that every reader is delivered with: commission the reader with a key of its own.")
                : key;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"The reader's key {path} is not there: make it with 'gatehouse-kiosk reader-key {(side == Direction.In ? "in" : "out")}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The reader's key {path} cannot be read: {e.Message}");
        }
        catch (FormatException)
        {
            throw new ConfigurationException($"The reader's key {path} holds no key: 32 hexadecimal digits are expected.");
        }
    }

    /// <summary>A next key beside the place where it shall be, for the service user alone: the one that an earlier attempt left, or a new one. Makes its folder.</summary>
    /// <param name="path">Where the key shall be.</param>
    /// <param name="side">On which side its reader is.</param>
    /// <exception cref="ConfigurationException">The file cannot be written, or what was left is no key.</exception>
    public static PreparedKey Prepare(string path, Direction side)
    {
        var prepared = path + ".new";
        if (File.Exists(prepared))
        {
            return new PreparedKey(Read(prepared, side), prepared, IsLeft: true);
        }

        var digits = Convert.ToHexString(RandomNumberGenerator.GetBytes(OsdpKey.Length));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(prepared))!);
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using var file = new FileStream(prepared, options);
            file.Write(Encoding.ASCII.GetBytes(digits + "\n"));
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The reader's key cannot be written to {prepared}: {e.Message}");
        }

        return new PreparedKey(OsdpKey.Parse(digits), prepared, IsLeft: false);
    }
}
