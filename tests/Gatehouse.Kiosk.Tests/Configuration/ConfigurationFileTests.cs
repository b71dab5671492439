using System.Text;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private const string Sound = """
        {
          // one lane, both ways
          "kiosk": "gate-1",
          "state": "state",
          "credential": "gate-1.credential.json",
          "gpio": { "chip": "pinctrl-rp1" },
          "thermometer": { "variant": "DCI", "bus": 1, "address": 90, "settling": "650 ms" },
          "readers": [
            { "direction": "in", "data0": 5, "data1": 6 },
            { "direction": "out", "data0": 7, "data1": 8 },
          ],
          "turnstile": { "releaseIn": 17, "releaseOut": 27, "turnedIn": 22, "turnedOut": 23, "pulse": "300 ms" },
          "light": { "green": 10, "amber": 9, "red": 11 },
          "buzzer": { "line": 12 },
          "inputs": { "fireLoop": 13, "housing": 16 },
          "lane": { "journal": "2 s" },
          "sync": { "backOffCap": "1 min" }
        }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_file_is_read_whole_with_paths_from_its_own_folder()
    {
        var configuration = Read(Sound);
        Assert.Equal("gate-1", configuration.Kiosk.ToString());
        Assert.Equal(_folder.File("state"), configuration.State);
        Assert.Equal(_folder.File("gate-1.credential.json"), configuration.Credential);
        Assert.Equal("pinctrl-rp1", configuration.Devices.Chip);
        Assert.Equal(new ThermometerWiring(Mlx90614Variant.Dci, 1, 0x5A, TimeSpan.FromMilliseconds(650)), configuration.Devices.Thermometer);
        Assert.Equal(
            [(Direction.In, 5, 6), (Direction.Out, 7, 8)],
            configuration.Devices.Readers.Cast<WiegandWiring>().Select(reader => (reader.Direction, reader.Data0, reader.Data1)));
        Assert.Equal(
            new TurnstileWiring(17, 27, 22, 23, ReleaseMode.Pulse, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(5)), configuration.Devices.Turnstile);
        Assert.Equal(new LightWiring(10, 9, 11), configuration.Devices.Light);
        Assert.Equal(12, configuration.Devices.Buzzer.Line);
        Assert.Equal(new InputWiring(13, 16, null, null, null), configuration.Devices.Inputs);
        Assert.Equal(TimeSpan.FromSeconds(2), configuration.Times.Journal);
        Assert.Equal(TimeSpan.FromMinutes(1), configuration.Sync.BackOffCap);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var configuration = Read(Without("\"credential\": \"gate-1.credential.json\",", "\"gpio\": { \"chip\": \"pinctrl-rp1\" },", ",\n  \"lane\": { \"journal\": \"2 s\" }", ",\n  \"sync\": { \"backOffCap\": \"1 min\" }"));
        Assert.Null(configuration.Credential);
        Assert.Null(configuration.Devices.Chip);
        Assert.Equal(TimeSpan.FromMilliseconds(500), configuration.Times.Journal);
        Assert.Equal(TimeSpan.FromMinutes(5), configuration.Sync.BackOffCap);
    }

    [Theory]
    [InlineData("\"kiosk\": \"gate-1\"", "\"kiosk\": \"Gate 1\"", "kiosk.json: the key 'kiosk' is \"Gate 1\"; allowed is 1 to 40 lower-case letters")]
    [InlineData("\"state\": \"state\"", "\"state\": \"\"", "kiosk.json: the key 'state' is \"\"; allowed is a text that is not empty")]
    [InlineData("\"settling\": \"650 ms\"", "\"settling\": \"650\"", "kiosk.json: the key 'thermometer.settling' is \"650\"; allowed is a duration from 650 ms to 5 s, such as \"650 ms\"")]
    [InlineData("\"settling\": \"650 ms\"", "\"settling\": \"1 min\"", "'thermometer.settling' is \"1 min\"")]
    [InlineData("\"settling\": \"650 ms\"", "\"settling\": \"-Infinity s\"", "'thermometer.settling' is \"-Infinity s\"")]
    [InlineData("\"bus\": 1", "\"bus\": \"1\"", "'thermometer.bus' is \"1\"; allowed is a whole number from 0 to 31")]
    [InlineData("\"address\": 90", "\"address\": 200", "'thermometer.address' is 200; allowed is a whole number from 8 to 119")]
    [InlineData("\"direction\": \"out\"", "\"direction\": \"Out\"", "'readers[1].direction' is \"Out\"; allowed is in or out")]
    [InlineData("\"green\": 10", "\"green\": 54", "'light.green' is 54; allowed is a whole number from 0 to 53")]
    [InlineData("\"light\": {", "\"light\": 5, \"x\": {", "'light' is 5; allowed is an object in braces")]
    [InlineData("\"backOffCap\": \"1 min\"", "\"backOffCap\": \"1 h\"", "'sync.backOffCap' is \"1 h\"; allowed is a duration from 1 s to 5 min")]
    public void A_bad_value_is_named_with_its_key_and_what_is_allowed(string text, string bad, string says) => Refused(Sound.Replace(text, bad, StringComparison.Ordinal), says);

    [Theory]
    [InlineData("\"pulse\"", "\"puls\"", "kiosk.json: the key 'turnstile.puls' is not known; 'pulse' is probably meant.")]
    [InlineData("\"chip\"", "\"cihp\"", "kiosk.json: the key 'gpio.cihp' is not known; 'chip' is probably meant.")]
    [InlineData("\"direction\": \"out\"", "\"Direction\": \"out\"", "kiosk.json: the key 'readers[1].direction' is missing; 'Direction' stands there and is probably misspelt.")]
    [InlineData("\"credential\"", "\"credentials\"", "'credential' is probably meant.")]
    [InlineData("\"backOffCap\"", "\"colour\"", "kiosk.json: the key 'sync.colour' is not known; allowed here are backOffCap.")]
    public void A_misspelt_key_is_named_with_the_one_that_is_probably_meant(string text, string bad, string says) => Refused(Sound.Replace(text, bad, StringComparison.Ordinal), says);

    [Theory]
    [InlineData("\"green\"", "\"gren\"", "kiosk.json: the key 'light.green' is missing; 'gren' stands there and is probably misspelt.")]
    [InlineData("\"thermometer\"", "\"thermometr\"", "kiosk.json: the key 'thermometer' is missing; 'thermometr' stands there and is probably misspelt.")]
    [InlineData("\"data0\": 7, ", "", "kiosk.json: the key 'readers[1].data0' is missing; add it.")]
    [InlineData("\"kiosk\": \"gate-1\",", "", "kiosk.json: the key 'kiosk' is missing; add it.")]
    public void A_missing_key_is_named_with_the_misspelt_one_in_its_place(string text, string bad, string says) => Refused(Sound.Replace(text, bad, StringComparison.Ordinal), says);

    [Theory]
    [InlineData("\"red\": 11", "\"red\": 17", "kiosk.json: line 17 is used twice: by 'turnstile.releaseIn' and by 'light.red'; each wire needs a line of its own.")]
    [InlineData("\"direction\": \"out\"", "\"direction\": \"in\"", "kiosk.json: two readers have the direction 'in'; a lane has one reader for each way.")]
    [InlineData("\"data1\": 8", "\"data1\": 5", "kiosk.json: line 5 is used twice: by 'readers[0].data0' and by 'readers[1].data1'")]
    [InlineData("\"housing\": 16", "\"housing\": 13", "'inputs.fireLoop' and by 'inputs.housing'")]
    public void A_line_wired_twice_is_named_with_both_its_keys(string text, string bad, string says) => Refused(Sound.Replace(text, bad, StringComparison.Ordinal), says);

    [Fact]
    public void A_key_that_stands_twice_is_refused() =>
        Refused(Sound.Replace("\"amber\": 9", "\"amber\": 9, \"amber\": 14", StringComparison.Ordinal), "kiosk.json: the key 'light.amber' stands there twice; keep one of them.");

    [Fact]
    public void A_reader_needs_a_turnstile_that_lets_its_people_through() =>
        Refused(Sound.Replace("\"releaseOut\": 27, ", "", StringComparison.Ordinal), "kiosk.json: a reader lets people out but the key 'turnstile.releaseOut' is missing; add it.");

    [Fact]
    public void A_lane_without_a_reader_is_refused() =>
        Refused(Sound.Replace("\"readers\": [", "\"readers\": [ ], \"spare\": [", StringComparison.Ordinal), "kiosk.json: no reader is named; add one under 'readers' for each side of the lane.");

    [Theory]
    [InlineData("", "kiosk.json: the file is not JSON in line 1")]
    [InlineData("{\n \"kiosk\": gate-1\n}", "kiosk.json: the file is not JSON in line 2")]
    [InlineData("[]", "kiosk.json: the file must hold one object in braces.")]
    public void What_is_not_an_object_in_JSON_is_refused(string text, string says) => Refused(text, says);

    [Fact]
    public void A_byte_order_mark_is_no_part_of_it()
    {
        File.WriteAllText(_folder.File("kiosk.json"), Sound, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal("gate-1", ConfigurationFile.Read(_folder.File("kiosk.json")).Kiosk.ToString());
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read(_folder.File("nothing.json")));
        Assert.Contains(_folder.File("nothing.json"), error.Message, StringComparison.Ordinal);
    }

    private static string Without(params string[] texts)
    {
        var text = Sound;
        foreach (var part in texts)
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
            text = text.Replace(part, "", StringComparison.Ordinal);
        }

        return text;
    }

    private void Refused(string text, string says)
    {
        Assert.NotEqual(Sound, text);
        var error = Assert.Throws<ConfigurationException>(() => Read(text));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private KioskConfiguration Read(string text)
    {
        File.WriteAllText(_folder.File("kiosk.json"), text);
        return ConfigurationFile.Read(_folder.File("kiosk.json"));
    }
}
