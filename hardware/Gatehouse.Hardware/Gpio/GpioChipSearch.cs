using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Hardware.Gpio;

/// <summary>Looks at one chip after the other, keeps the one that bears a wanted label, and remembers what else there was.</summary>
internal sealed class GpioChipSearch(IReadOnlyCollection<string> labels)
{
    private readonly List<string> _others = [];
    private KernelGpioChip? _found;
    private GpioException? _denied;

    [SuppressMessage("Reliability", "CA2000", Justification = "The chip that is kept is handed over by Found; any other is disposed of.")]
    public void Look(string path)
    {
        var chip = Open(path);
        if (chip is not null && !Keep(chip))
        {
            chip.Dispose();
        }
    }

    public KernelGpioChip Found() => _found ?? throw (_denied ?? Missing());

    private KernelGpioChip? Open(string path)
    {
        try
        {
            return KernelGpioChip.Open(path);
        }
        catch (GpioException e) when (e.Fault == GpioFault.PermissionDenied)
        {
            _denied ??= e;
        }
        catch (GpioException e) when (e.Fault == GpioFault.NotAChip)
        {
            _others.Add($"{path}, which is none");
        }
        catch (GpioException e) when (e.Fault is GpioFault.NoChip or GpioFault.ChipGone)
        {
            // Raspberry Pi OS keeps links for programs that know a chip by an older number; one of them may lead nowhere.
        }

        return null;
    }

    private bool Keep(KernelGpioChip chip)
    {
        if (!labels.Contains(chip.Label))
        {
            _others.Add($"'{chip.Label}' ({chip.Path})");
            return false;
        }

        if (_found is null)
        {
            _found = chip;
            return true;
        }

        if (_found.Name == chip.Name)
        {
            return false;
        }

        using (chip)
        using (_found)
        {
            throw new GpioException(
                GpioFault.NoSuchChip,
                $"Two GPIO chips are fit: '{_found.Label}' ({_found.Path}) and '{chip.Label}' ({chip.Path}). Name the one with the "
                + "gate's lines in the configuration; if both have the same label, unplug the other.");
        }
    }

    private GpioException Missing() => _others.Count == 0
        ? new GpioException(
            GpioFault.NoChip,
            "There is no GPIO chip (/dev/gpiochip*). On a Raspberry Pi the kernel makes it at boot: check that this machine is "
            + "one and runs its own kernel; a container must be given the device.")
        : new GpioException(
            GpioFault.NoSuchChip,
            $"No GPIO chip is labelled {string.Join(" or ", labels.Select(label => $"'{label}'"))}. There are: {string.Join(", ", _others)}. "
            + "Name the label of the one with the gate's lines in the configuration.");
}
