using System.Device.Gpio;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Iot.Device.CharacterLcd;
using Iot.Device.Graphics;
using Iot.Device.Ssd13xx;

namespace Gatehouse.Hardware.IotBindings.Tests;

public sealed class ResultLineTests : IDisposable
{
    private static readonly LampLines Lines = new(Green: 22, Amber: 23, Red: 24);

    private readonly SimulatedGpioChip _chip = new();
    private readonly GpioController _gpio;
    private readonly LineSignalLight _lamps;
    private readonly SimulatedCharacterLcd _lcd = new();
    private readonly SimulatedSsd1306 _oled = new();

    public ResultLineTests()
    {
        _gpio = new GpioController(_chip);
        _lamps = new LineSignalLight(_gpio, Lines);
    }

    [Theory]
    [InlineData(Signal.Ready, "Badge, please   ")]
    [InlineData(Signal.Measuring, "Look here       ")]
    [InlineData(Signal.Again, "Once more       ")]
    [InlineData(Signal.Go, "Walk through    ")]
    [InlineData(Signal.StepAside, "Step aside      ")]
    [InlineData(Signal.OutOfService, "Out of service  ")]
    public void A_character_display_says_each_signal_over_the_one_before(Signal signal, string row) => Stage.Play(async time =>
    {
        var line = NewLcdLine();
        await ShowAsync(line, time, Signal.OutOfService, signal);
        Assert.Equal(row, _lcd.FirstRow);
        Assert.Equal(new string(' ', 16), _lcd.SecondRowText);
        Assert.Null(line.Trouble);
    });

    [Fact]
    public void The_lamps_show_the_signal_before_the_display_is_written_and_without_it()
    {
        _lcd.Unplugged = true;
        NewLcdLine().Show(Signal.Measuring);
        Assert.Equal((true, true, false), (_chip.IsHigh(Lines.Green), _chip.IsHigh(Lines.Amber), _chip.IsHigh(Lines.Red)));
    }

    [Fact]
    public void A_display_that_was_away_is_told_and_written_again_at_the_next_signal() => Stage.Play(async time =>
    {
        var line = NewLcdLine();
        _lcd.Unplugged = true;
        await ShowAsync(line, time, Signal.Go);
        Assert.Contains("Error 121", line.Trouble, StringComparison.Ordinal);
        _lcd.Unplugged = false;
        _lcd.DipSupply();
        await ShowAsync(line, time, Signal.Ready);
        Assert.Equal("Badge, please   ", _lcd.FirstRow);
        Assert.Null(line.Trouble);
    });

    [Fact]
    public void Of_several_signals_the_last_is_written() => Stage.Play(async time =>
    {
        var line = NewLcdLine();
        line.Show(Signal.Measuring);
        line.Show(Signal.Go);
        await ShowAsync(line, time);
        Assert.Equal("Walk through    ", _lcd.FirstRow);
    });

    [Fact]
    public void An_SSD1306_says_a_signal_in_letters_of_seven_pixels() => Stage.Play(async time =>
    {
        BitmapImage.RegisterImageFactory(new BlackImages());
        var line = new Ssd1306Line(() => new Ssd1306(_oled, 128, 64), _lamps);
        await ShowAsync(line, time, Signal.OutOfService, Signal.StepAside);
        Assert.Null(line.Trouble);
        Assert.Equal("", _oled.Seen(0).Trim());
        Assert.Equal(StepAside, _oled.Seen(1));
        Assert.Equal("", _oled.Seen(2).Trim());
    });

    [Fact]
    public void No_words_are_longer_than_a_row() =>
        Assert.All(Enum.GetValues<Signal>(), signal => Assert.InRange(ResultLine.Words(signal).Length, 1, 16));

    public void Dispose()
    {
        _oled.Dispose();
        _lcd.Dispose();
        _lamps.Dispose();
        _gpio.Dispose();
        _chip.Dispose();
    }

    private const string StepAside =
        """
         ####    #                                      ##     ###
        ##  ##  ##                                              ##
        ###    #####  ####  ## ###       ####    ##### ###      ##   ####
         ###    ##   ##  ##  ##  ##         ##  ##      ##   #####  ##  ##
           ###  ##   ######  ##  ##      #####   ####   ##  ##  ##  ######
        ##  ##  ## # ##      #####      ##  ##      ##  ##  ##  ##  ##
         ####    ##   ####   ##          ### ## #####  ####  ### ##  ####
                            ####
        """;

    private CharacterLcdLine NewLcdLine() => new(() => new Lcd1602(_lcd, uses8Bit: false), _lamps);

    private static async Task ShowAsync(ResultLine line, TimeProvider time, params Signal[] signals)
    {
        using var stop = new CancellationTokenSource();
        var running = line.RunAsync(stop.Token);
        foreach (var signal in signals)
        {
            line.Show(signal);
            await Task.Delay(TimeSpan.FromMilliseconds(10), time);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(10), time);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
