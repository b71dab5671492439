using System.Diagnostics;
using Gatehouse.Demo.Services;

namespace Gatehouse.Benchmarks;

/// <summary>
/// A simulated device at the far end of a serial line of the kernel's, in a process of its own, so that its work is not
/// taken for the kiosk's.
/// </summary>
internal sealed class FarEnd : IDisposable
{
    private readonly PseudoTerminal _line = new();

    // The line would end whenever nobody else had it open.
    private readonly FileStream _near;
    private Process? _device;

    public FarEnd() => _near = new FileStream(_line.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);

    /// <summary>The line's path.</summary>
    public string Path => _line.Path;

    /// <summary>Begins to answer.</summary>
    /// <param name="program">The kiosk's program, which has the simulated devices.</param>
    /// <param name="configuration">A configuration whose device is simulated.</param>
    /// <param name="device">Which device it is, such as <c>reader-in</c>.</param>
    public void Start(ProgramFile program, string configuration, string device)
    {
        _device = Process.Start(new ProcessStartInfo(program.Command, [.. program.Arguments, "simulated-line", device, "--config", configuration, "--alone"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _ = CarryAsync(_line.Far, _device.StandardInput.BaseStream);
        _ = CarryAsync(_device.StandardOutput.BaseStream, _line.Far);
    }

    public void Dispose()
    {
        _device?.Kill();
        _device?.Dispose();
        _near.Dispose();
        _line.Dispose();
    }

    private static async Task CarryAsync(Stream from, Stream to)
    {
        var bytes = new byte[256];
        try
        {
            for (var count = await from.ReadAsync(bytes); count > 0; count = await from.ReadAsync(bytes))
            {
                await to.WriteAsync(bytes.AsMemory(0, count));
                await to.FlushAsync();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The device has ended, or the line is gone.
        }
    }
}
