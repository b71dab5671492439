using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Gatehouse.Hardware.Input;

namespace Gatehouse.Hardware.Tests.Input;

/// <summary>What the code believes of the kernel's interface, against the C headers of the machine.</summary>
public sealed class EvdevAbiTests
{
    private const string Install = "The C compiler or the kernel's headers are missing: sudo apt-get install -y --no-install-recommends gcc libc6-dev linux-libc-dev";

    private static readonly Dictionary<string, string> InC = new()
    {
        [nameof(EvdevAbi.Mark)] = "EV_SYN",
        [nameof(EvdevAbi.Key)] = "EV_KEY",
        [nameof(EvdevAbi.Miscellaneous)] = "EV_MSC",
        [nameof(EvdevAbi.Report)] = "SYN_REPORT",
        [nameof(EvdevAbi.Dropped)] = "SYN_DROPPED",
        [nameof(EvdevAbi.Scan)] = "MSC_SCAN",
        [nameof(EvdevAbi.Digit1)] = "KEY_1",
        [nameof(EvdevAbi.Digit0)] = "KEY_0",
        [nameof(EvdevAbi.Q)] = "KEY_Q",
        [nameof(EvdevAbi.Enter)] = "KEY_ENTER",
        [nameof(EvdevAbi.A)] = "KEY_A",
        [nameof(EvdevAbi.LeftShift)] = "KEY_LEFTSHIFT",
        [nameof(EvdevAbi.Backslash)] = "KEY_BACKSLASH",
        [nameof(EvdevAbi.RightShift)] = "KEY_RIGHTSHIFT",
        [nameof(EvdevAbi.KeypadAsterisk)] = "KEY_KPASTERISK",
        [nameof(EvdevAbi.Space)] = "KEY_SPACE",
        [nameof(EvdevAbi.NumLock)] = "KEY_NUMLOCK",
        [nameof(EvdevAbi.Keypad7)] = "KEY_KP7",
        [nameof(EvdevAbi.KeypadDot)] = "KEY_KPDOT",
        [nameof(EvdevAbi.KeypadEnter)] = "KEY_KPENTER",
        [nameof(EvdevAbi.KeypadSlash)] = "KEY_KPSLASH",
        [nameof(EvdevAbi.KeyBytes)] = "KEY_CNT / 8",
        [nameof(EvdevAbi.TextBytes)] = "256",
        [nameof(EvdevAbi.IdentityBytes)] = "sizeof(struct input_id)",
        [nameof(EvdevAbi.GetIdentity)] = "EVIOCGID",
        [nameof(EvdevAbi.GetName)] = "EVIOCGNAME(256)",
        [nameof(EvdevAbi.GetPort)] = "EVIOCGPHYS(256)",
        [nameof(EvdevAbi.GetSerial)] = "EVIOCGUNIQ(256)",
        [nameof(EvdevAbi.GetKeys)] = "EVIOCGBIT(EV_KEY, KEY_CNT / 8)",
        [nameof(EvdevAbi.Grab)] = "EVIOCGRAB",
        [nameof(EvdevAbi.SetClock)] = "EVIOCSCLOCKID",
        [nameof(EvdevAbi.MonotonicClock)] = "CLOCK_MONOTONIC",
    };

    [Fact]
    public async Task Constants_are_the_headers()
    {
        var here = typeof(EvdevAbi).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(field => field.Name, field => Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture));
        Assert.Equal(here.Keys.Order(), InC.Keys.Order());
        var said = await RunAsync(string.Concat(InC.Select(constant => $"printf(\"{constant.Key} %lld\\n\", (long long)({constant.Value}));\n")));
        var there = said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(line => line[0], line => long.Parse(line[1], CultureInfo.InvariantCulture));

        Assert.Equal(there.OrderBy(constant => constant.Key), here.OrderBy(constant => constant.Key));
    }

    [Fact]
    public async Task An_event_lies_in_memory_as_in_the_header()
    {
        var said = await RunAsync("""
            struct input_event happened = { .type = 0x1234, .code = 0x5678, .value = -2 };
            happened.time.tv_sec = 1234567890123LL;
            happened.time.tv_usec = 654321;
            for (unsigned i = 0; i < sizeof happened; i++) printf("%02x", ((unsigned char *)&happened)[i]);
            """);
        var there = Convert.FromHexString(said);
        var here = new byte[InputEvent.Size];
        new InputEvent(1_234_567_890_123_654_321, 0x1234, 0x5678, -2).Write(here);

        Assert.Equal(there, here);
        Assert.Equal(new InputEvent(1_234_567_890_123_654_321, 0x1234, 0x5678, -2), InputEvent.Read(there));
    }

    /// <summary>The keys of the layout, by the names that the headers give them.</summary>
    [Fact]
    public async Task Keys_type_what_their_names_say()
    {
        const string letters = "QWERTYUIOPASDFGHJKLZXCVBNM";
        var names = letters.Concat("0123456789").Select(key => $"KEY_{key}").Concat("0123456789".Select(key => $"KEY_KP{key}"))
            .Concat(["KEY_MINUS", "KEY_EQUAL", "KEY_LEFTBRACE", "KEY_RIGHTBRACE", "KEY_SEMICOLON", "KEY_APOSTROPHE", "KEY_GRAVE"])
            .Concat(["KEY_BACKSLASH", "KEY_COMMA", "KEY_DOT", "KEY_SLASH", "KEY_SPACE"])
            .Concat(["KEY_KPASTERISK", "KEY_KPSLASH", "KEY_KPMINUS", "KEY_KPPLUS", "KEY_KPDOT"]);
        var said = await RunAsync(string.Concat(names.Select(name => $"printf(\"%d \", {name});\n")));
        var codes = said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => ushort.Parse(code, CultureInfo.InvariantCulture)).ToArray();

        Assert.Equal("qwertyuiopasdfghjklzxcvbnm01234567890123456789-=[];'`\\,./ */-+.", string.Concat(codes.Select(code => KeyLayout.Character(code, shifted: false))));
        Assert.Equal(letters + ")!@#$%^&*(0123456789_+{}:\"~|<>? */-+.", string.Concat(codes.Select(code => KeyLayout.Character(code, shifted: true))));
        Assert.Equal(codes.Order(), Enumerable.Range(0, 1024).Select(code => (ushort)code).Where(code => KeyLayout.Character(code, shifted: false) is not null));
    }

    /// <summary>Compiles a program of these statements and gives what it prints.</summary>
    private static async Task<string> RunAsync(string statements)
    {
        var folder = Directory.CreateTempSubdirectory("gatehouse-abi-");
        try
        {
            var source = Path.Combine(folder.FullName, "abi.c");
            var program = Path.Combine(folder.FullName, "abi");
            await File.WriteAllTextAsync(
                source,
                $"#include <stdio.h>\n#include <time.h>\n#include <linux/input.h>\nint main(void) {{\n{statements}\nreturn 0;\n}}\n",
                TestContext.Current.CancellationToken);
            await StartAsync("gcc", "-Wall", "-Werror", "-o", program, source);
            return await StartAsync(program);
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
            Assert.True(process.ExitCode == 0, $"{await errors}\n{Install}");
            return said;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(Install, e);
        }
    }
}
