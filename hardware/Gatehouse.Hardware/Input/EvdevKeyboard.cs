using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Kernel;

namespace Gatehouse.Hardware.Input;

/// <summary>
/// A keyboard of the kernel's, found among all input devices by what it is and where it is plugged in, never by its
/// number. Only what can type digits and Enter counts: a reader often has further interfaces for volume and power keys.
/// </summary>
/// <param name="identity">Which one.</param>
/// <param name="folder">Where the kernel's input devices are.</param>
public sealed class EvdevKeyboard(KeyboardIdentity identity, string folder = "/dev/input") : InputDevice
{
    private const int EventsAtOnce = 64;

    /// <inheritdoc/>
    public override string Name => identity.ToString();

    /// <inheritdoc/>
    /// <remarks>Events bear the time of CLOCK_MONOTONIC.</remarks>
    public override Stream Open()
    {
        var found = new List<EvdevFile>();
        try
        {
            var locked = Find(found);
            var file = found switch
            {
                [var only] => only,
                [] => throw NotFound(locked),
                _ => throw Ambiguous(found),
            };
            var stream = Take(file);
            found.Clear();
            return stream;
        }
        finally
        {
            found.ForEach(file => file.Dispose());
        }
    }

    /// <summary>Adds those that match; gives how many devices may not even be asked.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The list takes over those that match.")]
    private int Find(List<EvdevFile> found)
    {
        var locked = 0;
        foreach (var path in Paths().Order(StringComparer.Ordinal))
        {
            var error = EvdevFile.Open(path, out var file);
            locked += error is Errno.AccessDenied or Errno.NotPermitted ? 1 : 0;
            if (file is not null && file.Is(identity) && file.TypesNumbers)
            {
                found.Add(file);
            }
            else
            {
                file?.Dispose();
            }
        }

        return locked;
    }

    private string[] Paths()
    {
        try
        {
            return Directory.GetFiles(folder, "event*");
        }
        catch (DirectoryNotFoundException)
        {
            // The folder goes with the last device in it.
            return [];
        }
    }

    private DeviceFileStream Take(EvdevFile file) => file.Grab() switch
    {
        0 => DeviceFileStream.Start(file.Handle, Name, EventsAtOnce * InputEvent.Size, Gone),
        Errno.Busy => throw new InputDeviceException(
            denied: true, $"The {Name} ({file.Path}) is taken by another program: find it with 'sudo fuser -v {file.Path}' and stop it."),
        var error => throw new InputDeviceException(
            denied: false, $"The {Name} ({file.Path}) cannot be taken ({Libc.Say(error)}): check its plug and its cable."),
    };

    private InputDeviceException Gone(int error) =>
        new(denied: false, $"The {Name} is gone ({Libc.Say(error)}): check its plug and its cable.");

    private InputDeviceException NotFound(int locked) => locked > 0
        ? new InputDeviceException(
            denied: true,
            $"No {Name} is among the input devices that may be opened, and {locked} may not: the service user must be in the group 'input' "
            + "(sudo usermod -aG input USER, then restart the service).")
        : new InputDeviceException(
            denied: false,
            $"There is no {Name}: check its plug and its cable, and compare with /proc/bus/input/devices.");

    private InputDeviceException Ambiguous(List<EvdevFile> found) => new(
        denied: true,
        $"There are {found.Count} devices that may be the {Name}; name the serial number or the port of the one that is meant: "
        + $"{string.Join("; ", found)}.");
}
