using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Gatehouse.Hardware.Tests.Gpio;

/// <summary>The kernel's headers on this machine, asked through the C compiler.</summary>
internal static class CHeaders
{
    private const string Install = "The C compiler and the kernel's headers are needed: sudo apt-get install -y gcc linux-libc-dev";

    /// <summary>Expressions that are not, in C, the number that stands beside them; the compiler says what they are.</summary>
    public static async Task<IReadOnlyList<string>> ContradictAsync(IEnumerable<string> headers, IEnumerable<KeyValuePair<string, ulong>> numbers)
    {
        var (unlike, failure) = await CompileAsync(Program(headers, numbers));
        return failure.Length == 0 ? unlike : throw new InvalidOperationException($"{failure}\n{Install}");
    }

    // Only what a compiler can know is asked, so that nothing has to be linked or run.
    private static string Program(IEnumerable<string> headers, IEnumerable<KeyValuePair<string, ulong>> numbers) => string.Join('\n',
    [
        "#include <stddef.h>",
        .. headers.Select(header => $"#include <{header}>"),
        .. numbers.Select(n => string.Create(CultureInfo.InvariantCulture, $"_Static_assert(({n.Key}) == {n.Value}ull, \"unlike: {n.Key}\");")),
        "",
    ]);

    private static async Task<(IReadOnlyList<string> Unlike, string Failure)> CompileAsync(string program)
    {
        using var compiler = new Process();
        compiler.StartInfo = new ProcessStartInfo("gcc", ["-std=gnu11", "-fsyntax-only", "-x", "c", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        compiler.StartInfo.Environment["LC_ALL"] = "C";
        try
        {
            compiler.Start();
        }
        catch (Win32Exception e)
        {
            return ([], e.Message);
        }

        var said = compiler.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await compiler.StandardInput.WriteAsync(program);
        compiler.StandardInput.Close();
        var errors = (await said).Split('\n').Where(line => line.Contains("error:", StringComparison.Ordinal)).ToList();
        await compiler.WaitForExitAsync(TestContext.Current.CancellationToken);

        var unlike = errors.Where(line => line.Contains("unlike: ", StringComparison.Ordinal)).ToList();
        return (unlike, errors.Count == unlike.Count && (compiler.ExitCode == 0) == (unlike.Count == 0) ? "" : string.Join('\n', errors));
    }
}
