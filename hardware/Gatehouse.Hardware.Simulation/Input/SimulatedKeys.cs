using Gatehouse.Hardware.Input;

namespace Gatehouse.Hardware.Simulation.Input;

/// <summary>Which key types a character, and what a USB keyboard calls that key.</summary>
internal static class SimulatedKeys
{
    private const int Usages = 0x70000;
    private const int FirstUsage = 4;

    // In the order of the HID usage tables' keyboard page, from its usage 4 on; spaces stand where no character is typed.
    private const string ByUsage = "abcdefghijklmnopqrstuvwxyz1234567890\n    -=[]\\ ;'`,./";

    /// <summary>The kernel's code of a key, what the keyboard calls it, and whether it needs shift.</summary>
    public static (ushort Code, int Scan, bool Shifted) Of(char character)
    {
        if (character == '\n')
        {
            return (EvdevAbi.Enter, Scan(character), false);
        }

        for (ushort code = 0; code < EvdevAbi.Keypad7; code++)
        {
            foreach (var shifted in (ReadOnlySpan<bool>)[false, true])
            {
                if (KeyLayout.Character(code, shifted) == character)
                {
                    return (code, Scan(KeyLayout.Character(code, shifted: false)!.Value), shifted);
                }
            }
        }

        throw new ArgumentException($"No key types '{character}'.", nameof(character));
    }

    /// <summary>What a USB keyboard calls its left shift key.</summary>
    public const int LeftShiftScan = Usages | 0xE1;

    private static int Scan(char plain) => plain == ' ' ? Usages | 0x2C : Usages | (FirstUsage + ByUsage.IndexOf(plain, StringComparison.Ordinal));
}
