using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.Tests.Configuration;

/// <summary>What may be wired, device by device.</summary>
public sealed class DeviceConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_Wiegand_reader_may_send_several_formats()
    {
        var reader = Assert.IsType<WiegandWiring>(Reader("""{ "direction": "in", "data0": 20, "data1": 21, "formats": ["H10301", "H10304", "RAW40"] }"""));
        Assert.Equal((20, 21), (reader.Data0, reader.Data1));
        Assert.Equal([WiegandFormat.H10301.Name, WiegandFormat.H10304.Name, "RAW40"], reader.Formats.Select(format => format.Name));
    }

    [Fact]
    public void A_keyboard_is_known_by_vendor_and_product() => Assert.Equal(
        new KeyboardWiring(Direction.In, 0x08FF, 0x0009, "A1", "usb-1.3", 10),
        Reader("""{ "direction": "in", "type": "keyboard", "device": "08ff:0009", "serial": "A1", "usbPort": "usb-1.3", "endsBySilence": 10 }"""));

    [Fact]
    public void Smart_card_readers_are_on_SPI_and_on_a_serial_line()
    {
        Assert.Equal(new Mfrc522Wiring(Direction.In, 0, 1), Reader("""{ "direction": "in", "type": "mfrc522", "select": 1 }"""));
        Assert.Equal(new Pn532Wiring(Direction.In, "/dev/ttyAMA3"), Reader("""{ "direction": "in", "type": "pn532", "port": "/dev/ttyAMA3" }"""));
    }

    [Fact]
    public void An_OSDP_reader_has_its_key_in_a_file_beside_the_configuration()
    {
        var reader = Assert.IsType<OsdpWiring>(Reader(
            """{ "direction": "in", "type": "osdp", "port": "/dev/ttyUSB0", "baudRate": 38400, "address": 3, "keyFile": "in.key" }"""));
        Assert.Equal(("/dev/ttyUSB0", 38400, 3, _folder.File("in.key")), (reader.Port, reader.BaudRate, reader.Address, reader.KeyFile));
        Assert.Equal([WiegandFormat.H10301.Name], reader.Formats.Select(format => format.Name));
    }

    [Fact]
    public void A_distance_sensor_is_on_two_lines_or_on_a_serial_line()
    {
        Assert.Equal(new HcSr04Wiring(10, 11), Read(""", "distance": { "type": "hc-sr04", "trigger": 10, "echo": 11 }""").Distance);
        Assert.Equal(new TfLunaWiring("/dev/ttyAMA4"), Read(""", "distance": { "type": "tf-luna", "port": "/dev/ttyAMA4" }""").Distance);
        Assert.Null(Read("").Distance);
    }

    [Fact]
    public void An_air_sensor_is_on_a_bus_of_its_own()
    {
        Assert.Equal(new AirWiring(3, 0x44), Read(""", "air": { "type": "sht3x" }""").Air);
        Assert.Equal(new AirWiring(5, 0x45), Read(""", "air": { "type": "sht3x", "bus": 5, "address": 69 }""").Air);
        Assert.Null(Read("").Air);
    }

    [Fact]
    public void The_contacts_that_not_every_gate_has_may_be_left_out() =>
        Assert.Equal(
            new InputWiring(12, 13, 18, 19, 4),
            Read("", inputs: """{ "fireLoop": 12, "housing": 13, "mains": 18, "exitButton": 19, "ready": 4 }""").Inputs);

    [Fact]
    public void The_other_door_of_an_interlock_is_one_of_them() =>
        Assert.Equal(15, Read("", inputs: """{ "fireLoop": 12, "housing": 13, "otherDoor": 15 }""").Inputs.OtherDoor);

    [Theory]
    [InlineData("""{ "direction": "in", "type": "weigand", "data0": 20, "data1": 21 }""", "'readers[0].type' is \"weigand\"; allowed is wiegand or keyboard or mfrc522 or pn532 or osdp")]
    [InlineData("""{ "direction": "in", "data0": 20, "data1": 21, "formats": ["H10305"] }""", "'readers[0].formats' is \"H10305\"; allowed is H10301, H10306")]
    [InlineData("""{ "direction": "in", "data0": 20, "data1": 21, "formats": ["H10302", "H10304"] }""", "'readers[0].formats' is H10302 and H10304; allowed is one format of 37 bits: two of a length cannot be told apart")]
    [InlineData("""{ "direction": "in", "data0": 20, "data1": 21, "formats": [] }""", "'readers[0].formats' is []; allowed is a list of texts")]
    [InlineData("""{ "direction": "in", "data0": 20, "data1": 21, "port": "/dev/ttyAMA0" }""", "the key 'readers[0].port' is not known")]
    [InlineData("""{ "direction": "in", "type": "keyboard", "device": "08ff" }""", "'readers[0].device' is \"08ff\"; allowed is vendor and product in hexadecimal, as lsusb shows them")]
    [InlineData("""{ "direction": "in", "type": "osdp", "port": "/dev/ttyUSB0", "baudRate": 12000 }""", "'readers[0].baudRate' is 12000; allowed is 9600, 19200")]
    [InlineData("""{ "direction": "in", "type": "osdp", "port": "/dev/ttyUSB0", "address": 127 }""", "'readers[0].address' is 127; allowed is a whole number from 0 to 126")]
    [InlineData("""{ "direction": "in", "type": "pn532" }""", "the key 'readers[0].port' is missing; add it.")]
    [InlineData("""{ "direction": "in", "type": "pn532", "port": "/dev/serial0" }, { "direction": "out", "data0": 14, "data1": 21 }""", "line 14 is used twice: by 'readers[0].port' and by 'readers[1].data0'")]
    [InlineData("""{ "direction": "in", "type": "pn532", "port": "/dev/ttyAMA3" }, { "direction": "out", "type": "osdp", "port": "/dev/ttyAMA3" }""", "the serial line /dev/ttyAMA3 is used twice: by 'readers[0].port' and by 'readers[1].port'")]
    [InlineData("""{ "direction": "in", "type": "mfrc522" }, { "direction": "out", "data0": 11, "data1": 21 }""", "line 11 is used twice: by 'SPI bus 0' and by 'readers[1].data0'")]
    [InlineData("""{ "direction": "in", "data0": 2, "data1": 21 }""", "line 2 is used twice: by 'thermometer.bus' and by 'readers[0].data0'")]
    public void A_reader_that_cannot_be_meant_is_refused(string readers, string says) => Refused(says, () => Read("", readers));

    [Fact]
    public void Two_smart_card_readers_share_a_bus_but_for_their_selects()
    {
        const string Two = """{ "direction": "in", "type": "mfrc522" }, { "direction": "out", "type": "mfrc522", "select": SELECT }""";
        Assert.Equal(2, Read("", Two.Replace("SELECT", "1", StringComparison.Ordinal)).Readers.Count);
        Refused("/dev/spidev0.0 is used twice", () => Read("", Two.Replace("SELECT", "0", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(""", "distance": { "type": "hcsr04", "trigger": 10, "echo": 11 }""", "'distance.type' is \"hcsr04\"; allowed is hc-sr04 or tf-luna")]
    [InlineData(""", "distance": { "type": "hc-sr04", "trigger": 10 }""", "the key 'distance.echo' is missing; add it.")]
    [InlineData(""", "distance": { "type": "tf-luna", "port": "/dev/ttyAMA4", "echo": 11 }""", "the key 'distance.echo' is not known")]
    [InlineData(""", "air": { "type": "sht3x", "bus": 1 }""", "'air.bus' names the thermometer's bus, which must be quiet")]
    [InlineData(""", "air": { "type": "bme280" }""", "'air.type' is \"bme280\"; allowed is sht3x")]
    [InlineData(""", "air": { "type": "sht3x", "bus": 3, "address": 118 }""", "'air.address' is 118; allowed is a whole number from 68 to 69")]
    public void A_sensor_that_cannot_be_meant_is_refused(string distance, string says) => Refused(says, () => Read(distance));

    [Fact]
    public void A_turnstile_held_by_a_level_needs_its_feedback()
    {
        const string Held = """{ "releaseIn": 17, "turnedIn": 5, "mode": "level", "hold": "4 s" }""";
        var turnstile = Read("", turnstile: Held).Turnstile;
        Assert.Equal((ReleaseMode.Level, TimeSpan.FromSeconds(4)), (turnstile.Mode, turnstile.Hold));
        Refused("the key 'turnstile.turnedIn' is missing; add it, or set 'turnstile.mode' to pulse.", () => Read("", turnstile: Held.Replace("\"turnedIn\": 5, ", "", StringComparison.Ordinal)));
        Refused("'turnstile.hold' is \"7 s\"; allowed is a duration from 1 s to 6 s", () => Read("", turnstile: Held.Replace("4 s", "7 s", StringComparison.Ordinal)));
    }

    [Fact]
    public void Lamps_and_buzzer_may_be_on_at_a_low_level()
    {
        Assert.Empty(Read("").ActiveLow);
        Assert.Equal([22, 23, 24], Read("", light: """{ "green": 22, "amber": 23, "red": 24, "activeLow": true }""").ActiveLow);
        Assert.Equal([25], Read("", buzzer: """{ "line": 25, "activeLow": true }""").ActiveLow);
        Refused("'buzzer.activeLow' is 1; allowed is true or false", () => Read("", buzzer: """{ "line": 25, "activeLow": 1 }"""));
    }

    /// <summary>A relay board that a low level energises opens the way at power-on; a cut wire has to read as an alarm.</summary>
    [Fact]
    public void Relays_and_contacts_may_not()
    {
        Refused("'turnstile.activeLow' is not known", () => Read("", turnstile: """{ "releaseIn": 17, "releaseOut": 27, "activeLow": true }"""));
        Refused("'inputs.activeLow' is not known", () => Read("", inputs: """{ "fireLoop": 12, "housing": 13, "activeLow": true }"""));
    }

    [Fact]
    public void An_exit_button_needs_a_turnstile_that_lets_out() => Refused(
        "the exit button lets people out but the key 'turnstile.releaseOut' is missing; add it.",
        () => Read("", inputs: """{ "fireLoop": 12, "housing": 13, "exitButton": 19 }""", turnstile: """{ "releaseIn": 17 }"""));

    private static void Refused(string says, Func<WiringPlan> read) =>
        Assert.Contains(says, Assert.Throws<ConfigurationException>(read).Message, StringComparison.Ordinal);

    private ReaderWiring Reader(string reader) => Assert.Single(Read("", reader).Readers);

    private WiringPlan Read(
        string more,
        string readers = """{ "direction": "in", "data0": 20, "data1": 21 }""",
        string inputs = """{ "fireLoop": 12, "housing": 13 }""",
        string turnstile = """{ "releaseIn": 17, "releaseOut": 27 }""",
        string light = """{ "green": 22, "amber": 23, "red": 24 }""",
        string buzzer = """{ "line": 25 }""")
    {
        File.WriteAllText(
            _folder.File("kiosk.json"),
            $$"""
            {
              "kiosk": "gate-1", "state": "state", "thermometer": { "variant": "DCI" },
              "readers": [{{readers}}], "turnstile": {{turnstile}}, "light": {{light}},
              "buzzer": {{buzzer}}, "inputs": {{inputs}}{{more}}
            }
            """);
        return ConfigurationFile.Read(_folder.File("kiosk.json")).Devices;
    }
}
