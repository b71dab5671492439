using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;

namespace Gatehouse.Demo.Services;

/// <summary>A process of the demo that says JSON lines on its standard output and its troubles on standard error.</summary>
public sealed partial class Service : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int BySignal = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Longer than what a kiosk takes to end by itself, which is half a minute at most.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(40);

    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Channel<JsonElement> _said = Channel.CreateUnbounded<JsonElement>();
    private readonly Task _reading;
    private string? _trouble;
    private bool _disposed;

    private Service(string name, Process process, StreamWriter log, TimeProvider time)
    {
        _name = name;
        _process = process;
        _log = log;
        _time = time;
        _reading = Task.WhenAll(ReadOutputAsync(), ReadErrorsAsync());
    }

    /// <summary>True while the process runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>How the process ended, for a person: by which signal or with which status; null while it runs.</summary>
    public string? Ended => !_process.HasExited ? null
        : _process.ExitCode > BySignal ? string.Create(CultureInfo.InvariantCulture, $"was ended by signal {_process.ExitCode - BySignal}")
        : string.Create(CultureInfo.InvariantCulture, $"ended with status {_process.ExitCode}{(_trouble is null ? "" : $": {_trouble}")}");

    /// <summary>True when a signal ended it that nobody here had sent.</summary>
    public bool WasKilled => !_disposed && _process.HasExited && _process.ExitCode > BySignal;

    /// <summary>The process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts a program; its errors go into a log file.</summary>
    public static async Task<Service> StartAsync(string name, ProgramFile program, IEnumerable<string> arguments, string logFile, TimeProvider time) =>
        new(name, await Launcher.StartAsync(program, arguments), File.AppendText(logFile), time);

    /// <summary>Waits until the process has said an event, and returns what it said.</summary>
    /// <exception cref="DemoException">It ended, or said nothing in time.</exception>
    public async Task<JsonElement> SaysAsync(string happening, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await foreach (var said in _said.Reader.ReadAllAsync(either.Token))
            {
                if (said.TryGetProperty("event", out var e) && e.GetString() == happening)
                {
                    return said;
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new DemoException(string.Create(CultureInfo.InvariantCulture, $"{_name} did not say '{happening}' within {Patience.TotalSeconds} s. {_trouble}"));
        }

        await _reading;
        throw new DemoException($"{_name} ended before it was ready. {_trouble}");
    }

    /// <summary>Runs to its end and returns the first line that it wrote on standard error: what follows is often only its consequence.</summary>
    public async Task<(int Status, string Trouble)> EndsAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading;
        return (_process.ExitCode, _trouble ?? "");
    }

    /// <summary>Asks the process to end, and ends it when it does not.</summary>
    public async Task StopAsync()
    {
        if (!IsRunning)
        {
            return;
        }

        _ = SendSignal(_process.Id, Terminate);
        using var farewell = new CancellationTokenSource(Farewell, _time);
        try
        {
            await _process.WaitForExitAsync(farewell.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Ends the process at once, with SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await StopAsync();
        await _reading;
        _process.Dispose();
        await _log.DisposeAsync();
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                using var document = JsonDocument.Parse(line);
                _said.Writer.TryWrite(document.RootElement.Clone());
            }
        }

        _said.Writer.Complete();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _trouble ??= line;
            await _log.WriteLineAsync(line);
            await _log.FlushAsync();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
