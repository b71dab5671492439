namespace Gatehouse.Hardware.Input;

/// <summary>
/// Which character a key types on a keyboard of the United States, which is how readers leave the factory. The keypad
/// types digits whatever its lock: the kernel reports keys, not their meaning.
/// </summary>
public static class KeyLayout
{
    /// <summary>The character of a key; null when it types none.</summary>
    /// <param name="code">The kernel's code of the key.</param>
    /// <param name="shifted">Whether a shift key is held.</param>
    public static char? Character(ushort code, bool shifted) => code switch
    {
        >= EvdevAbi.Digit1 and <= EvdevAbi.Digit0 + 2 => Of(code - EvdevAbi.Digit1, shifted, "1234567890-=", "!@#$%^&*()_+"),
        >= EvdevAbi.Q and <= EvdevAbi.Q + 11 => Of(code - EvdevAbi.Q, shifted, "qwertyuiop[]", "QWERTYUIOP{}"),
        >= EvdevAbi.A and <= EvdevAbi.A + 11 => Of(code - EvdevAbi.A, shifted, "asdfghjkl;'`", "ASDFGHJKL:\"~"),
        >= EvdevAbi.Backslash and <= EvdevAbi.Backslash + 10 => Of(code - EvdevAbi.Backslash, shifted, @"\zxcvbnm,./", "|ZXCVBNM<>?"),
        >= EvdevAbi.Keypad7 and <= EvdevAbi.KeypadDot => "789-456+1230."[code - EvdevAbi.Keypad7],
        EvdevAbi.KeypadAsterisk => '*',
        EvdevAbi.KeypadSlash => '/',
        EvdevAbi.Space => ' ',
        _ => null,
    };

    private static char Of(int key, bool shifted, string plain, string withShift) => (shifted ? withShift : plain)[key];
}
