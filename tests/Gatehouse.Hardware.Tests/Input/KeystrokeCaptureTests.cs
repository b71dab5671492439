using Gatehouse.Hardware.Input;

namespace Gatehouse.Hardware.Tests.Input;

/// <summary>What others captured of their keyboards, scanners and readers, and published.</summary>
public sealed class KeystrokeCaptureTests
{
    private static readonly KeystrokeOptions AnyLength = new() { EndsBySilence = 1 };

    /// <summary>A barcode scanner sends a zero: the 24-byte events as its kernel gave them.</summary>
    /// <remarks>Mark Rogers on the list main@lists.alug.org.uk, 26 September 2013.</remarks>
    [Fact]
    public void A_barcode_scanners_zero()
    {
        var captured = Convert.FromHexString(
            "BB14445200000000EBFB0A0000000000" + "0400040027000700"
            + "BB14445200000000EBFB0A0000000000" + "01000B0001000000"
            + "BB14445200000000EBFB0A0000000000" + "0000000000000000"
            + "BB1444520000000055130B0000000000" + "0400040027000700"
            + "BB1444520000000055130B0000000000" + "01000B0000000000");

        Assert.Equal(["0"], new Keystrokes(AnyLength).Take(captured).Silence().Numbers);
        Assert.Equal(
            new InputEvent(1_380_193_467_719_851, EvdevAbi.Key, EvdevAbi.Digit0, 1), InputEvent.Read(captured.AsSpan(InputEvent.Size)));
    }

    /// <summary>A keyboard's key 0, from the same message.</summary>
    [Fact]
    public void A_keyboards_zero()
    {
        var captured = Convert.FromHexString(
            "E91344520000000035CC0C0000000000" + "0400040027000700"
            + "E91344520000000035CC0C0000000000" + "01000B0001000000"
            + "E91344520000000035CC0C0000000000" + "0000000000000000"
            + "E913445200000000A0040E0000000000" + "0400040027000700"
            + "E913445200000000A0040E0000000000" + "01000B0000000000"
            + "E913445200000000A0040E0000000000" + "0000000000000000");

        Assert.Equal(["0"], new Keystrokes(AnyLength).Take(captured).Silence().Numbers);
    }

    /// <summary>F1 on a Logitech USB keyboard types nothing.</summary>
    /// <remarks>damnsmallblog.blogspot.com/2019/12/input.html, the first of its two key presses.</remarks>
    [Fact]
    public void A_function_key()
    {
        var captured = Convert.FromHexString(
            "1587FC5D0000000040CA070000000000" + "040004003A000700"
            + "1587FC5D0000000040CA070000000000" + "01003B0001000000"
            + "1587FC5D0000000040CA070000000000" + "0000000000000000"
            + "1587FC5D000000003EC4080000000000" + "040004003A000700"
            + "1587FC5D000000003EC4080000000000" + "01003B0000000000"
            + "1587FC5D000000003EC4080000000000" + "0000000000000000");

        new Keystrokes(AnyLength).Take(captured).Silence().AreDiscardedFor("unknownKey");
    }

    /// <summary>A whole barcode with its Enter, from a scanner that calls itself TMS HIDKeyBoard.</summary>
    /// <remarks>The guide "Creating a Scanning Solution using Raspberry Pi, EVDEV, and Kiosk Mode", 5 July 2022.</remarks>
    [Fact]
    public void A_whole_barcode() => Assert.Equal(["035751111064"], new Keystrokes().Take(Keystrokes.Capture("""
        1650400435.865572 11 1
        1650400435.867508 11 0
        1650400435.869544 4 1
        1650400435.871503 4 0
        1650400435.873506 6 1
        1650400435.875499 6 0
        1650400435.877496 8 1
        1650400435.879493 8 0
        1650400435.881495 6 1
        1650400435.883492 6 0
        1650400435.885497 2 1
        1650400435.887493 2 0
        1650400435.889503 2 1
        1650400435.891498 2 0
        1650400435.893503 2 1
        1650400435.895496 2 0
        1650400435.897511 2 1
        1650400435.899500 2 0
        1650400435.901505 11 1
        1650400435.903502 11 0
        1650400435.905504 7 1
        1650400435.907501 7 0
        1650400435.909503 5 1
        1650400435.911501 5 0
        1650400435.913501 28 1
        1650400435.915507 28 0
        """)).Numbers);

    /// <summary>Right shift and 1, typed by hand.</summary>
    /// <remarks>The repository orstavik/deadcaps, its note on the transition from X11 to Wayland, output of evtest.</remarks>
    [Fact]
    public void A_shifted_digit() => Assert.Equal(["!"], new Keystrokes(AnyLength).Take(Keystrokes.Capture("""
        1691490659.326593 54 1
        1691490659.586528 2 1
        1691490659.669539 2 0
        1691490659.835436 54 0
        """)).Silence().Numbers);

    /// <summary>Shift and key in one report, as another program's virtual keyboard sends them.</summary>
    /// <remarks>The same note's second capture.</remarks>
    [Fact]
    public void A_shifted_digit_within_one_report()
    {
        const ulong at = 1_691_490_907_386_315;
        Assert.Equal(["!"], new Keystrokes(AnyLength).Take(
            new InputEvent(at, EvdevAbi.Miscellaneous, EvdevAbi.Scan, 0x7000F),
            Keystrokes.Key(at, 42, 1),
            Keystrokes.Key(at, 2, 1),
            Keystrokes.Key(at, 2, 0),
            Keystrokes.Key(at, 42, 0),
            Keystrokes.Report(at)).Silence().Numbers);
    }

    /// <summary>A Datalogic Gryphon in its Alt mode gives each character's number on the keypad: not a layout that is understood, so refused.</summary>
    /// <remarks>stackoverflow.com/questions/43558559, the first events of its output.</remarks>
    [Fact]
    public void A_scanner_that_types_numbers_of_characters() => new Keystrokes(AnyLength).Take(Keystrokes.Capture("""
        1491586389.048072 69 1
        1491586389.049084 69 0
        1491586389.050085 56 1
        1491586389.051081 82 1
        1491586389.052082 82 0
        1491586389.052082 76 1
        1491586389.053084 76 0
        1491586389.054079 80 0
        1491586389.055084 56 0
        """)).Silence().AreDiscardedFor("unknownKey");

    /// <summary>A Honeywell scanner that sends a control character within a code.</summary>
    /// <remarks>stackoverflow.com/questions/19732978, the first events of its output.</remarks>
    [Fact]
    public void A_scanner_that_sends_control_characters() => new Keystrokes(AnyLength).Take(Keystrokes.Capture("""
        1383327570.147000 2 1
        1383327570.147990 2 0
        1383327570.148997 3 1
        1383327570.150010 3 0
        1383327570.151009 29 1
        1383327570.151009 42 1
        1383327570.152017 36 1
        1383327570.153005 36 0
        1383327570.154004 29 0
        """)).Take(Keystrokes.Key(1_383_327_570_154_005, 42, 0)).Silence().AreDiscardedFor("unknownKey");
}
