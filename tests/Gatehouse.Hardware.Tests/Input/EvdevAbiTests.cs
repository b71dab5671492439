using System.Globalization;
using System.Reflection;
using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Tests.Kernel;

namespace Gatehouse.Hardware.Tests.Input;

/// <summary>What the code believes of the kernel's interface, against the C headers of the machine.</summary>
public sealed class EvdevAbiTests
{
    private const string EventSize = "sizeof(struct input_event)";

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

    private static readonly string[] Keys =
    [
        .. "QWERTYUIOPASDFGHJKLZXCVBNM0123456789".Select(key => $"KEY_{key}"),
        .. "0123456789".Select(key => $"KEY_KP{key}"),
        "KEY_MINUS", "KEY_EQUAL", "KEY_LEFTBRACE", "KEY_RIGHTBRACE", "KEY_SEMICOLON", "KEY_APOSTROPHE", "KEY_GRAVE",
        "KEY_BACKSLASH", "KEY_COMMA", "KEY_DOT", "KEY_SLASH", "KEY_SPACE",
        "KEY_KPASTERISK", "KEY_KPSLASH", "KEY_KPMINUS", "KEY_KPPLUS", "KEY_KPDOT",
    ];

    // Where a field lies, how long it is, and a byte of this event that stands nowhere else.
    private static readonly InputEvent Happened = new(0x11ul * 1_000_000 + 0x22, 0x33, 0x44, 0x55);

    private static readonly (string Field, byte Value)[] Fields = [("time.tv_sec", 0x11), ("time.tv_usec", 0x22), ("type", 0x33), ("code", 0x44), ("value", 0x55)];

    /// <summary>What is asked of the headers.</summary>
    public static IEnumerable<string> Expressions => InC.Values.Concat(Keys).Append(EventSize).Concat(Fields.SelectMany(part => new[] { At(part.Field), SizeOf(part.Field) }));

    [Fact]
    public async Task Constants_are_the_headers()
    {
        var here = typeof(EvdevAbi).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(field => field.Name, field => Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture));
        var there = await KernelHeaders.NumbersAsync();

        Assert.Equal(InC.Select(constant => (constant.Key, there[constant.Value])).Order(), here.Select(constant => (constant.Key, constant.Value)).Order());
    }

    [Fact]
    public async Task An_event_lies_in_memory_as_in_the_header()
    {
        var there = await KernelHeaders.NumbersAsync();
        var expected = new byte[there[EventSize]];
        foreach (var (field, value) in Fields)
        {
            expected[there[At(field)]] = value;
        }

        var bytes = new byte[InputEvent.Size];
        Happened.Write(bytes);
        Assert.Equal(expected, bytes);

        // Every byte of a field belongs to it: the highest one comes back, too.
        foreach (var field in new[] { "type", "code", "value" })
        {
            bytes[there[At(field)] + there[SizeOf(field)] - 1] = 0x7F;
        }

        Assert.Equal(new InputEvent(Happened.Microseconds, 0x7F33, 0x7F44, 0x7F000055), InputEvent.Read(bytes));
        Assert.Equal((8L, 8L), (there[SizeOf("time.tv_sec")], there[SizeOf("time.tv_usec")]));
    }

    /// <summary>The keys of the layout, by the names that the headers give them.</summary>
    [Fact]
    public async Task Keys_type_what_their_names_say()
    {
        const string letters = "QWERTYUIOPASDFGHJKLZXCVBNM";
        var there = await KernelHeaders.NumbersAsync();
        var codes = Keys.Select(key => (ushort)there[key]).ToArray();

        Assert.Equal("qwertyuiopasdfghjklzxcvbnm01234567890123456789-=[];'`\\,./ */-+.", string.Concat(codes.Select(code => KeyLayout.Character(code, shifted: false))));
        Assert.Equal(letters + ")!@#$%^&*(0123456789_+{}:\"~|<>? */-+.", string.Concat(codes.Select(code => KeyLayout.Character(code, shifted: true))));
        Assert.Equal(codes.Order(), Enumerable.Range(0, 1024).Select(code => (ushort)code).Where(code => KeyLayout.Character(code, shifted: false) is not null));
    }

    private static string At(string field) => $"offsetof(struct input_event, {field})";

    private static string SizeOf(string field) => $"sizeof(((struct input_event *)0)->{field})";
}
