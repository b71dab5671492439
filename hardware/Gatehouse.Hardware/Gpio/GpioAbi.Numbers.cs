using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using Gatehouse.Hardware.Kernel;

namespace Gatehouse.Hardware.Gpio;

public static partial class GpioAbi
{
    /// <summary>
    /// What these drivers take for the kernel's numbers, each under the C expression that yields it, so that a compiler
    /// can check them against the headers of <see cref="Headers"/>. They are those of the architecture this runs on.
    /// </summary>
    public static IReadOnlyDictionary<string, ulong> Numbers { get; } = new ReadOnlyDictionary<string, ulong>(
        Requests().Concat(Flags()).Concat(Structures()).Concat(Waiting()).Concat(Errors()).ToDictionary(n => n.Expression, n => n.Number));

    /// <summary>The kernel's headers that the expressions of <see cref="Numbers"/> need.</summary>
    public static IReadOnlyList<string> Headers { get; } =
        ["linux/gpio.h", "linux/eventpoll.h", "linux/fcntl.h", "linux/errno.h", "asm/ioctls.h"];

    private static IEnumerable<(string Expression, ulong Number)> Requests() =>
    [
        ("GPIO_GET_CHIPINFO_IOCTL", GetChipInfo),
        ("GPIO_V2_GET_LINEINFO_IOCTL", GetLineInfo),
        ("GPIO_V2_GET_LINE_IOCTL", GetLine),
        ("GPIO_V2_LINE_SET_CONFIG_IOCTL", SetConfig),
        ("GPIO_V2_LINE_GET_VALUES_IOCTL", GetValues),
        ("GPIO_V2_LINE_SET_VALUES_IOCTL", SetValues),
    ];

    private static IEnumerable<(string Expression, ulong Number)> Flags() =>
    [
        ("GPIO_V2_LINE_FLAG_USED", Used),
        ("GPIO_V2_LINE_FLAG_ACTIVE_LOW", ActiveLow),
        ("GPIO_V2_LINE_FLAG_INPUT", Input),
        ("GPIO_V2_LINE_FLAG_OUTPUT", Output),
        ("GPIO_V2_LINE_FLAG_EDGE_RISING", EdgeRising),
        ("GPIO_V2_LINE_FLAG_EDGE_FALLING", EdgeFalling),
        ("GPIO_V2_LINE_FLAG_BIAS_PULL_UP", PullUp),
        ("GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN", PullDown),
        ("GPIO_V2_LINE_FLAG_BIAS_DISABLED", BiasDisabled),
        ("GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES", OutputValuesAttribute),
        ("GPIO_V2_LINE_ATTR_ID_DEBOUNCE", DebounceAttribute),
        ("GPIO_V2_LINE_EVENT_RISING_EDGE", RisingEvent),
        ("GPIO_V2_LINES_MAX", LinesMax),
        ("GPIO_V2_LINE_NUM_ATTRS_MAX", AttributesMax),
        ("GPIO_MAX_NAME_SIZE", NameSize),
    ];

    private static IEnumerable<(string Expression, ulong Number)> Structures()
    {
        var chip = default(ChipInfo);
        var info = default(LineInfo);
        var request = default(LineRequest);
        var config = default(LineConfig);
        var attribute = default(LineAttribute);
        var masked = default(LineConfigAttribute);
        var values = default(LineValues);
        var e = default(LineEvent);
        return
        [
            ("sizeof(struct gpiochip_info)", Size(chip)),
            ("offsetof(struct gpiochip_info, name)", Offset(ref chip, ref chip.Name)),
            ("offsetof(struct gpiochip_info, label)", Offset(ref chip, ref chip.Label)),
            ("offsetof(struct gpiochip_info, lines)", Offset(ref chip, ref chip.Lines)),
            ("sizeof(struct gpio_v2_line_info)", Size(info)),
            ("offsetof(struct gpio_v2_line_info, name)", Offset(ref info, ref info.Name)),
            ("offsetof(struct gpio_v2_line_info, consumer)", Offset(ref info, ref info.Consumer)),
            ("offsetof(struct gpio_v2_line_info, offset)", Offset(ref info, ref info.Offset)),
            ("offsetof(struct gpio_v2_line_info, flags)", Offset(ref info, ref info.Flags)),
            ("sizeof(struct gpio_v2_line_request)", Size(request)),
            ("offsetof(struct gpio_v2_line_request, offsets)", Offset(ref request, ref request.Offsets)),
            ("offsetof(struct gpio_v2_line_request, consumer)", Offset(ref request, ref request.Consumer)),
            ("offsetof(struct gpio_v2_line_request, config)", Offset(ref request, ref request.Config)),
            ("offsetof(struct gpio_v2_line_request, num_lines)", Offset(ref request, ref request.LineCount)),
            ("offsetof(struct gpio_v2_line_request, event_buffer_size)", Offset(ref request, ref request.EventBufferSize)),
            ("offsetof(struct gpio_v2_line_request, fd)", Offset(ref request, ref request.File)),
            ("sizeof(struct gpio_v2_line_config)", Size(config)),
            ("offsetof(struct gpio_v2_line_config, flags)", Offset(ref config, ref config.Flags)),
            ("offsetof(struct gpio_v2_line_config, num_attrs)", Offset(ref config, ref config.AttributeCount)),
            ("offsetof(struct gpio_v2_line_config, attrs)", Offset(ref config, ref config.Attributes)),
            ("sizeof(struct gpio_v2_line_config_attribute)", Size(masked)),
            ("offsetof(struct gpio_v2_line_config_attribute, attr)", Offset(ref masked, ref masked.Attribute)),
            ("offsetof(struct gpio_v2_line_config_attribute, mask)", Offset(ref masked, ref masked.Mask)),
            ("sizeof(struct gpio_v2_line_attribute)", Size(attribute)),
            ("offsetof(struct gpio_v2_line_attribute, id)", Offset(ref attribute, ref attribute.Id)),
            ("offsetof(struct gpio_v2_line_attribute, values)", Offset(ref attribute, ref attribute.Value)),
            ("offsetof(struct gpio_v2_line_attribute, debounce_period_us)", Offset(ref attribute, ref attribute.Value)),
            ("sizeof(struct gpio_v2_line_values)", Size(values)),
            ("offsetof(struct gpio_v2_line_values, bits)", Offset(ref values, ref values.Bits)),
            ("offsetof(struct gpio_v2_line_values, mask)", Offset(ref values, ref values.Mask)),
            ("sizeof(struct gpio_v2_line_event)", Size(e)),
            ("offsetof(struct gpio_v2_line_event, timestamp_ns)", Offset(ref e, ref e.Timestamp)),
            ("offsetof(struct gpio_v2_line_event, id)", Offset(ref e, ref e.Id)),
            ("offsetof(struct gpio_v2_line_event, offset)", Offset(ref e, ref e.Offset)),
            ("offsetof(struct gpio_v2_line_event, seqno)", Offset(ref e, ref e.Sequence)),
            ("offsetof(struct gpio_v2_line_event, line_seqno)", Offset(ref e, ref e.LineSequence)),
        ];
    }

    private static IEnumerable<(string Expression, ulong Number)> Waiting() =>
    [
        ("O_RDWR", Libc.ReadWrite),
        ("O_CLOEXEC", Libc.CloseOnExec),
        ("FIONBIO", Libc.SetNonBlocking),
        ("EPOLL_CLOEXEC", Libc.CloseOnExec),
        ("EPOLL_CTL_ADD", Epoll.AddFile),
        ("EPOLL_CTL_DEL", Epoll.RemoveFile),
        ("EPOLLIN", Epoll.Readable),
        ("sizeof(struct epoll_event)", (ulong)Epoll.EventSize),
        ("offsetof(struct epoll_event, events)", 0),
        ("offsetof(struct epoll_event, data)", (ulong)Epoll.DataAt),
    ];

    private static IEnumerable<(string Expression, ulong Number)> Errors() =>
    [
        ("EPERM", Errno.NotPermitted),
        ("ENOENT", Errno.NoEntry),
        ("EINTR", Errno.Interrupted),
        ("EIO", Errno.InputOutput),
        ("ENXIO", Errno.NoSuchAddress),
        ("EAGAIN", Errno.TryAgain),
        ("EACCES", Errno.AccessDenied),
        ("EBUSY", Errno.Busy),
        ("ENODEV", Errno.NoDevice),
        ("EINVAL", Errno.InvalidArgument),
        ("ENOTTY", Errno.NotTypewriter),
    ];

    private static ulong Size<T>(in T structure)
        where T : unmanaged => (ulong)Unsafe.SizeOf<T>();

    private static ulong Offset<T, TField>(ref T structure, ref TField field)
        where T : unmanaged
        where TField : unmanaged =>
        (ulong)Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref structure), ref Unsafe.As<TField, byte>(ref field));
}
