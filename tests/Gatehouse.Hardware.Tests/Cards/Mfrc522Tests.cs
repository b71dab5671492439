using System.Device.Spi;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation.Cards;

namespace Gatehouse.Hardware.Tests.Cards;

public sealed class Mfrc522Tests
{
    [Theory]
    // NXP's datasheet rev. 3.9, section 9.3.4.8, and the names that OSSLibraries/Arduino_MFRC522v2 has for the others.
    [InlineData(0x91, true, "MFRC522 version 1.0")]
    [InlineData(0x92, true, "MFRC522 version 2.0")]
    [InlineData(0x88, false, "FM17522, a clone of the MFRC522")]
    [InlineData(0x89, false, "FM17522E, a clone of the MFRC522")]
    [InlineData(0x12, false, "counterfeit MFRC522 (0x12)")]
    [InlineData(0xA5, false, "unknown kin of the MFRC522 (0xA5)")]
    public void Names_the_chip_whoever_made_it(byte version, bool genuine, string name) => Stage.Play(async time =>
    {
        using var chip = new SimulatedMfrc522(new SimulatedCardField(time), time, version);
        using var driver = new Mfrc522(chip, time);
        var said = await driver.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal((genuine, name), (said.IsGenuine, said.ToString()));
    });

    [Theory]
    [InlineData(0x88)]
    [InlineData(0x12)]
    public void A_clone_reads_cards(byte version) => Desk.With(
        CardReaderKind.Mfrc522,
        async desk =>
        {
            await desk.PresentAsync(new SimulatedCard("04A1B2C3D4E5F6"));
            Assert.Equal(["UID:04A1B2C3D4E5F6"], desk.Badges);
        },
        version: version);

    [Fact]
    public void Is_opened_in_mode_0_at_4_MHz()
    {
        var settings = Mfrc522.Settings(0, 1);
        Assert.Equal((0, 1, SpiMode.Mode0, 4_000_000), (settings.BusId, settings.ChipSelectLine, settings.Mode, settings.ClockFrequency));
    }

    [Theory]
    [InlineData(SpiMode.Mode0, 10_000_001)]
    [InlineData(SpiMode.Mode3, 4_000_000)]
    public void Refuses_a_bus_that_the_chip_cannot_follow(SpiMode mode, int clock) => Stage.Play(time =>
    {
        using var chip = new SimulatedMfrc522(new SimulatedCardField(time), time);
        chip.ConnectionSettings.Mode = mode;
        chip.ConnectionSettings.ClockFrequency = clock;
        Assert.Throws<ArgumentException>(() => new Mfrc522(chip, time));
        return Task.CompletedTask;
    });

    [Fact]
    public void Silence_is_known_within_5_ms() => Stage.Play(async time =>
    {
        using var chip = new SimulatedMfrc522(new SimulatedCardField(time), time);
        using var driver = new Mfrc522(chip, time);
        await driver.StartAsync(TestContext.Current.CancellationToken);
        var began = time.GetTimestamp();
        Assert.True((await driver.TransceiveAsync(CardFrame.WakeUp, TestContext.Current.CancellationToken)).IsSilence);
        Assert.InRange(time.GetElapsedTime(began), TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(5));
    });

    [Fact]
    public void The_antenna_is_off_once_nobody_listens() => Stage.Play(async time =>
    {
        var field = new SimulatedCardField(time);
        using var chip = new SimulatedMfrc522(field, time);
        using var driver = new Mfrc522(chip, time);
        field.Put(new SimulatedCard("9A2B3C4D"));
        await foreach (var read in new Mfrc522BadgeReader(driver, time).ReadAsync(TestContext.Current.CancellationToken))
        {
            Assert.IsType<BadgeRead>(read);
            Assert.True(field.IsOn);
            break;
        }

        Assert.False(field.IsOn);
    });

    [Fact]
    public void A_reader_can_be_listened_to_again() => Stage.Play(async time =>
    {
        var field = new SimulatedCardField(time);
        using var chip = new SimulatedMfrc522(field, time);
        using var driver = new Mfrc522(chip, time);
        var reader = new Mfrc522BadgeReader(driver, time);
        field.Put(new SimulatedCard("9A2B3C4D"));
        for (var turn = 0; turn < 2; turn++)
        {
            await foreach (var read in reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                Assert.IsType<BadgeRead>(read);
                break;
            }
        }
    });
}
