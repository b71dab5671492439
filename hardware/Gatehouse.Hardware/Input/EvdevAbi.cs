namespace Gatehouse.Hardware.Input;

/// <summary>
/// The kernel's interface to input devices, the same on x86-64 and arm64. Sources: include/uapi/linux/input.h and
/// input-event-codes.h; the tests compare all of it with the headers of the machine.
/// </summary>
public static class EvdevAbi
{
    /// <summary>EV_SYN: a mark between events.</summary>
    public const ushort Mark = 0;

    /// <summary>EV_KEY: a key.</summary>
    public const ushort Key = 1;

    /// <summary>EV_MSC: of its codes only <see cref="Scan"/> matters here.</summary>
    public const ushort Miscellaneous = 4;

    /// <summary>SYN_REPORT: what belongs together ends here.</summary>
    public const ushort Report = 0;

    /// <summary>SYN_DROPPED: the kernel's buffer was full; events were lost, and those up to the next report are incomplete.</summary>
    public const ushort Dropped = 3;

    /// <summary>MSC_SCAN: which key it was in the device's own terms.</summary>
    public const ushort Scan = 4;

    /// <summary>KEY_1.</summary>
    public const ushort Digit1 = 2;

    /// <summary>KEY_0; the digits from 1 to 9 come before it.</summary>
    public const ushort Digit0 = 11;

    /// <summary>KEY_Q, first of its row.</summary>
    public const ushort Q = 16;

    /// <summary>KEY_ENTER.</summary>
    public const ushort Enter = 28;

    /// <summary>KEY_A, first of its row.</summary>
    public const ushort A = 30;

    /// <summary>KEY_LEFTSHIFT.</summary>
    public const ushort LeftShift = 42;

    /// <summary>KEY_BACKSLASH, before the row of KEY_Z.</summary>
    public const ushort Backslash = 43;

    /// <summary>KEY_RIGHTSHIFT.</summary>
    public const ushort RightShift = 54;

    /// <summary>KEY_KPASTERISK.</summary>
    public const ushort KeypadAsterisk = 55;

    /// <summary>KEY_SPACE.</summary>
    public const ushort Space = 57;

    /// <summary>KEY_NUMLOCK.</summary>
    public const ushort NumLock = 69;

    /// <summary>KEY_KP7, first of the keypad.</summary>
    public const ushort Keypad7 = 71;

    /// <summary>KEY_KPDOT, last of the keypad.</summary>
    public const ushort KeypadDot = 83;

    /// <summary>KEY_KPENTER.</summary>
    public const ushort KeypadEnter = 96;

    /// <summary>KEY_KPSLASH.</summary>
    public const ushort KeypadSlash = 98;

    /// <summary>KEY_CNT in bytes, one bit a key.</summary>
    public const int KeyBytes = 96;

    /// <summary>The longest name, port or serial number asked for, in bytes.</summary>
    public const int TextBytes = 256;

    /// <summary>struct input_id in bytes: bus, vendor, product, version, 2 each.</summary>
    public const int IdentityBytes = 8;

    /// <summary>EVIOCGID.</summary>
    public const uint GetIdentity = 0x80084502;

    /// <summary>EVIOCGNAME of <see cref="TextBytes"/>.</summary>
    public const uint GetName = 0x81004506;

    /// <summary>EVIOCGPHYS of <see cref="TextBytes"/>: the port, such as <c>usb-0000:01:00.0-1.3/input0</c>.</summary>
    public const uint GetPort = 0x81004507;

    /// <summary>EVIOCGUNIQ of <see cref="TextBytes"/>: the serial number.</summary>
    public const uint GetSerial = 0x81004508;

    /// <summary>EVIOCGBIT of EV_KEY and <see cref="KeyBytes"/>: the keys it has.</summary>
    public const uint GetKeys = 0x80604521;

    /// <summary>EVIOCGRAB: 1 takes the device for this file alone.</summary>
    public const uint Grab = 0x40044590;

    /// <summary>EVIOCSCLOCKID: which clock its events bear.</summary>
    public const uint SetClock = 0x400445A0;

    /// <summary>CLOCK_MONOTONIC.</summary>
    public const int MonotonicClock = 1;
}
