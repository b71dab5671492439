using System.Device.Gpio;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Devices;

/// <summary>
/// The process that holds the turnstile's relays. It is this same program under another command; when this process ends
/// in whatever way, its input ends, it lets go and ends too.
/// </summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The controller takes the driver over.")]
internal sealed class RelayGuardProcess : IDisposable
{
    public const string Command = "relay-guard";

    // The kiosk ends a pulse by itself; the guard is there for when it does not.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    private RelayGuardProcess(Process process, IReadOnlyList<int> lines, TimeProvider time)
    {
        _process = process;
        Relays = new GpioController(new GuardedRelays(lines, process.StandardInput.BaseStream, process.StandardOutput.BaseStream, process.Kill, time));
    }

    /// <summary>Completes when the process has ended, in whatever way.</summary>
    /// <exception cref="DeviceException">Always: without it the turnstile cannot be released.</exception>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        throw new DeviceException("The process that guards the turnstile's relays has ended; its relays are at rest. The kiosk stops to be started anew.");
    }

    /// <summary>The relays' lines.</summary>
    public GpioController Relays { get; }

    /// <summary>Starts it and waits until it holds the relays.</summary>
    /// <param name="chip">The GPIO chip's label.</param>
    /// <param name="wiring">The turnstile.</param>
    /// <param name="time">Measures patience with it.</param>
    /// <exception cref="DeviceException">It cannot hold them; the message is its own.</exception>
    public static RelayGuardProcess Start(string chip, TurnstileWiring wiring, TimeProvider time)
    {
        int[] lines = [.. new[] { wiring.ReleaseIn, wiring.ReleaseOut }.OfType<int>()];
        var longest = (wiring.Mode == ReleaseMode.Level ? wiring.Hold : wiring.Pulse) + Grace;
        string[] arguments =
            [Command, "--chip", chip, "--longest", DurationText.Format(longest), .. lines.SelectMany(line => new[] { "--line", FormattableString.Invariant($"{line}") })];
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            return new RelayGuardProcess(process, lines, time);
        }
        catch (IOException e)
        {
            var why = process.StandardError.ReadToEnd().Trim();
            process.Dispose();
            throw new DeviceException(why.Length > 0 ? why : "The process that guards the turnstile's relays did not start.", e);
        }
    }

    public void Dispose()
    {
        Relays.Dispose();
        if (!_process.WaitForExit(Farewell))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
