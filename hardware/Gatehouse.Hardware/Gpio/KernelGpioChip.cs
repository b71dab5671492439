using System.Text;
using Gatehouse.Hardware.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Gpio;

/// <summary>
/// A GPIO chip of the kernel's, found by its label. Its number (/dev/gpiochip4) is no name: on one and the same Raspberry
/// Pi it changed with kernel releases. Lines are numbered as in the GPIO names of the header.
/// </summary>
public sealed class KernelGpioChip : IDisposable
{
    private readonly SafeFileHandle _file;

    private KernelGpioChip(string path, SafeFileHandle file, in GpioAbi.ChipInfo info)
    {
        _file = file;
        Path = path;
        Name = Say(info.Name);
        Label = Say(info.Label);
        LineCount = (int)info.Lines;
    }

    /// <summary>The labels of the chips behind a Raspberry Pi's header: of the 5, of the 4, and of those before.</summary>
    public static IReadOnlyList<string> RaspberryPiLabels { get; } = ["pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835"];

    /// <summary>The file through which it was opened.</summary>
    public string Path { get; }

    /// <summary>The kernel's name of it today.</summary>
    public string Name { get; }

    /// <summary>What the chip is, in its driver's words.</summary>
    public string Label { get; }

    /// <summary>How many lines it has, numbered from 0.</summary>
    public int LineCount { get; }

    /// <summary>Opens the one chip that bears one of these labels.</summary>
    /// <param name="labels"><see cref="RaspberryPiLabels"/>, or the label that a configuration names.</param>
    /// <param name="folder">Where the kernel's devices are.</param>
    /// <exception cref="GpioException">There is none, or more than one, or it may not be opened.</exception>
    public static KernelGpioChip Find(IReadOnlyCollection<string> labels, string folder = "/dev")
    {
        var search = new GpioChipSearch(labels);
        foreach (var path in Directory.EnumerateFiles(folder, "gpiochip*").Order(StringComparer.Ordinal))
        {
            search.Look(path);
        }

        return search.Found();
    }

    /// <summary>Opens a chip by its file.</summary>
    /// <exception cref="GpioException">It is not there, is no GPIO chip, or may not be opened.</exception>
    public static KernelGpioChip Open(string path)
    {
        var error = Libc.Open(path, Libc.ReadWrite, out var file);
        var info = default(GpioAbi.ChipInfo);
        if (error == 0)
        {
            error = Libc.Control(file, GpioAbi.GetChipInfo, ref info);
        }

        if (error != 0)
        {
            file.Dispose();
            throw GpioErrors.NotOpened(path, error);
        }

        return new KernelGpioChip(path, file, info);
    }

    /// <summary>What the kernel says of a line. Nobody is disturbed by the question.</summary>
    /// <exception cref="GpioException">There is no such line, or the chip is gone.</exception>
    public GpioLineInfo Describe(int line)
    {
        RequireLine(line);
        var info = new GpioAbi.LineInfo { Offset = (uint)line };
        var error = Libc.Control(_file, GpioAbi.GetLineInfo, ref info);
        return error == 0
            ? new GpioLineInfo(
                line, Say(info.Name), (info.Flags & GpioAbi.Used) != 0, Say(info.Consumer), (info.Flags & GpioAbi.Output) != 0)
            : throw GpioErrors.Failed(Label, error, $"saying who holds line {line}");
    }

    /// <summary>Closes the chip. Lines taken from it are not released by this.</summary>
    public void Dispose() => _file.Dispose();

    internal int Request(ref GpioAbi.LineRequest request) => Libc.Control(_file, GpioAbi.GetLine, ref request);

    internal void RequireLine(int line)
    {
        if (line < 0 || line >= LineCount)
        {
            throw new GpioException(
                GpioFault.NoSuchLine,
                $"The GPIO chip '{Label}' has no line {line}, only 0 to {LineCount - 1}: correct the configuration.");
        }
    }

    private static string Say(in GpioAbi.Text text)
    {
        ReadOnlySpan<byte> bytes = text;
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
