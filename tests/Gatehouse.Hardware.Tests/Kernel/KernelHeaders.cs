using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Hardware.Tests.Input;
using Gatehouse.Hardware.Tests.Serial;

namespace Gatehouse.Hardware.Tests.Kernel;

/// <summary>The kernel's headers on this machine, asked once through the C compiler.</summary>
internal static class KernelHeaders
{
    private const string Install = "The C compiler and the kernel's headers are needed: sudo apt-get install -y gcc libc6-dev linux-libc-dev";

    private static readonly Lazy<Task<IReadOnlyDictionary<string, long>>> Asked = new(() => AskAsync(
        ["stddef.h", "stdio.h", "time.h", "linux/input.h", "asm/termbits.h", .. GpioAbi.Headers],
        [.. GpioAbi.Numbers.Keys.Concat(EvdevAbiTests.Expressions).Concat(SerialAbiTests.Expressions).Distinct()]));

    /// <summary>What expressions are in C, those of <see cref="GpioAbi.Numbers"/> and of the tests' own lists.</summary>
    public static Task<IReadOnlyDictionary<string, long>> NumbersAsync() => Asked.Value;

    private static async Task<IReadOnlyDictionary<string, long>> AskAsync(IEnumerable<string> headers, IReadOnlyList<string> expressions)
    {
        var folder = Directory.CreateTempSubdirectory("gatehouse-abi-");
        try
        {
            var source = Path.Combine(folder.FullName, "abi.c");
            var program = Path.Combine(folder.FullName, "abi");
            await File.WriteAllLinesAsync(
                source,
                [
                    .. headers.Select(header => $"#include <{header}>"),
                    "int main(void) {",
                    .. expressions.Select(expression => $"printf(\"%lld\\n\", (long long)({expression}));"),
                    "}",
                ],
                TestContext.Current.CancellationToken);
            await StartAsync("gcc", "-std=gnu11", "-Wall", "-Werror", "-o", program, source);
            var said = await StartAsync(program);
            return expressions.Zip(said.Split('\n'), (expression, number) => (expression, long.Parse(number, CultureInfo.InvariantCulture))).ToDictionary();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> StartAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{await errors}\n{Install}");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(Install, e);
        }
    }
}
