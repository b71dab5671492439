using Gatehouse.Hardware.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Gpio;

/// <summary>Lines that the kernel gave to this program in one request. A bit stands for the line at that place of the request.</summary>
internal sealed class RequestedLines : IDisposable
{
    // The largest buffer that the kernel makes.
    private const int EventBufferSize = GpioAbi.LinesMax * 16;

    private readonly string _chip;
    private readonly int[] _lines;

    private RequestedLines(string chip, int[] lines, int file)
    {
        _chip = chip;
        _lines = lines;
        Handle = new SafeFileHandle(file, ownsHandle: true);
    }

    public SafeFileHandle Handle { get; }

    /// <summary>Takes lines, with their direction, level and all else in the one step.</summary>
    /// <exception cref="GpioException">One of them is in use, or cannot be what is asked.</exception>
    public static RequestedLines Request(KernelGpioChip chip, int[] lines, LineSettings settings)
    {
        var request = new GpioAbi.LineRequest
        {
            Config = settings.ToConfig(lines.Length),
            LineCount = (uint)lines.Length,
            EventBufferSize = EventBufferSize,
        };
        "gatehouse"u8.CopyTo(request.Consumer);
        for (var i = 0; i < lines.Length; i++)
        {
            chip.RequireLine(lines[i]);
            request.Offsets[i] = (uint)lines[i];
        }

        var error = chip.Request(ref request);
        if (error != 0)
        {
            throw GpioErrors.NotGranted(chip, error, lines);
        }

        var requested = new RequestedLines(chip.Label, lines, request.File);
        var on = 1;
        // Reading must never wait: a line that was closed and taken again while its events were announced has none.
        requested.Check(Libc.Control(requested.Handle, Libc.SetNonBlocking, ref on), "preparing");
        return requested;
    }

    public void Configure(LineSettings settings)
    {
        var config = settings.ToConfig(_lines.Length);
        Check(Libc.Control(Handle, GpioAbi.SetConfig, ref config), "configuring");
    }

    public ulong Read(ulong mask)
    {
        var values = new GpioAbi.LineValues { Mask = mask };
        Check(Libc.Control(Handle, GpioAbi.GetValues, ref values), "reading");
        return values.Bits;
    }

    public void Write(ulong mask, ulong levels)
    {
        var values = new GpioAbi.LineValues { Mask = mask, Bits = levels };
        Check(Libc.Control(Handle, GpioAbi.SetValues, ref values), "writing");
    }

    /// <summary>Takes events out of the kernel's buffer, as many as there are and fit.</summary>
    public Span<GpioAbi.LineEvent> Take(Span<GpioAbi.LineEvent> events)
    {
        var error = Libc.Read(Handle, events, out var count);
        Check(error == Errno.TryAgain ? 0 : error, "reading the edges of");
        return events[..count];
    }

    public void Dispose() => Handle.Dispose();

    private void Check(int error, string doing)
    {
        if (error != 0)
        {
            throw GpioErrors.Failed(_chip, error, $"{doing} line {string.Join(", ", _lines)}");
        }
    }
}
