using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>The executable itself, with what its log adds on standard error.</summary>
public sealed class ExecutableTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_taken_port_is_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await EndsWithOneSentenceAsync("A port is taken", "--kiosk-port", "0", "--console-port", port);
    }

    [Fact]
    public async Task A_damaged_database_is_one_sentence_that_names_the_file()
    {
        Directory.CreateDirectory(_scratch.Data);
        var database = Path.Combine(_scratch.Data, "gatehouse.db");
        await File.WriteAllTextAsync(database, new string('x', 5000), Token);
        await EndsWithOneSentenceAsync(database, "--kiosk-port", "0", "--console-port", "0");
    }

    [Fact]
    public async Task A_second_host_on_the_same_data_is_one_sentence_that_names_the_folder()
    {
        await using var first = await RunningHost.StartAsync();
        await EndsWithOneSentenceAsync(first.Data, "--data", first.Data, "--kiosk-port", "0", "--console-port", "0");
        Assert.Equal(0, (await first.GetAsync("/api/v1/summary")).GetProperty("records").GetInt64());
    }

    private async Task EndsWithOneSentenceAsync(string says, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "gatehouse-host"), ["run", .. arguments.Contains("--data") ? arguments : ["--data", _scratch.Data, .. arguments]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Token);
            var error = await process.StandardError.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            Assert.Equal((1, ""), (process.ExitCode, await output));
            Assert.Contains(says, Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
