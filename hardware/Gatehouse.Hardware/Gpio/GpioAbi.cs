using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gatehouse.Hardware.Gpio;

/// <summary>
/// Version 2 of the kernel's interface to GPIO character devices, there since Linux 5.10: the same on x86-64 and arm64.
/// Source: the kernel's include/uapi/linux/gpio.h.
/// </summary>
public static partial class GpioAbi
{
    internal const nuint GetChipInfo = 0x8044B401;
    internal const nuint GetLineInfo = 0xC100B405;
    internal const nuint GetLine = 0xC250B407;
    internal const nuint SetConfig = 0xC110B40D;
    internal const nuint GetValues = 0xC010B40E;
    internal const nuint SetValues = 0xC010B40F;

    internal const ulong Used = 1 << 0;
    internal const ulong ActiveLow = 1 << 1;
    internal const ulong Input = 1 << 2;
    internal const ulong Output = 1 << 3;
    internal const ulong EdgeRising = 1 << 4;
    internal const ulong EdgeFalling = 1 << 5;
    internal const ulong PullUp = 1 << 8;
    internal const ulong PullDown = 1 << 9;
    internal const ulong BiasDisabled = 1 << 10;

    internal const uint OutputValuesAttribute = 2;
    internal const uint DebounceAttribute = 3;

    internal const uint RisingEvent = 1;
    internal const uint FallingEvent = 2;

    internal const int LinesMax = 64;
    internal const int AttributesMax = 10;
    internal const int NameSize = 32;

    /// <summary>struct gpiochip_info.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ChipInfo
    {
        public Text Name;
        public Text Label;
        public uint Lines;
    }

    /// <summary>struct gpio_v2_line_info. Offset goes in, the rest comes back.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LineInfo
    {
        public Text Name;
        public Text Consumer;
        public uint Offset;
        public uint AttributeCount;
        public ulong Flags;
        public LineAttributes Attributes;
        public Reserved4 Reserved;
    }

    /// <summary>struct gpio_v2_line_request. All goes in, the file descriptor of the lines comes back.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LineRequest
    {
        public LineOffsets Offsets;
        public Text Consumer;
        public LineConfig Config;
        public uint LineCount;
        public uint EventBufferSize;
        public Reserved5 Reserved;
        public int File;
    }

    /// <summary>struct gpio_v2_line_config.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LineConfig
    {
        public ulong Flags;
        public uint AttributeCount;
        public Reserved5 Reserved;
        public LineConfigAttributes Attributes;
    }

    /// <summary>struct gpio_v2_line_config_attribute. A bit of the mask stands for the line at that place of the request.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LineConfigAttribute
    {
        public LineAttribute Attribute;
        public ulong Mask;
    }

    /// <summary>
    /// struct gpio_v2_line_attribute. Its union of u64 and u32 is one u64 here: on a little-endian machine both begin alike.
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LineAttribute
    {
        public uint Id;
        public uint Reserved;
        public ulong Value;
    }

    /// <summary>struct gpio_v2_line_values. A bit stands for the line at that place of the request.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LineValues
    {
        public ulong Bits;
        public ulong Mask;
    }

    /// <summary>struct gpio_v2_line_event, with nanoseconds of CLOCK_MONOTONIC.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LineEvent
    {
        public ulong Timestamp;
        public uint Id;
        public uint Offset;
        public uint Sequence;
        public uint LineSequence;
        public Reserved6 Reserved;
    }

    [InlineArray(NameSize)]
    internal struct Text
    {
        private byte _first;
    }

    [InlineArray(LinesMax)]
    internal struct LineOffsets
    {
        private uint _first;
    }

    [InlineArray(AttributesMax)]
    internal struct LineAttributes
    {
        private LineAttribute _first;
    }

    [InlineArray(AttributesMax)]
    internal struct LineConfigAttributes
    {
        private LineConfigAttribute _first;
    }

    [InlineArray(4)]
    internal struct Reserved4
    {
        private uint _first;
    }

    [InlineArray(5)]
    internal struct Reserved5
    {
        private uint _first;
    }

    [InlineArray(6)]
    internal struct Reserved6
    {
        private uint _first;
    }
}
