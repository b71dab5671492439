using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Simulation.Cards;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Cards;

public sealed class Pn532Tests
{
    // hydrabus/hydrafw_hydranfc_shield_v2, pull request 7: a card B9CC1371 answers SELECT with 67 00.
    private static readonly byte[] SelectApdu = Convert.FromHexString("00A4040002AABB00");

    [Fact]
    public void Wakes_a_reader_that_sleeps_and_asks_what_it_is() => With(async (driver, _, _) =>
        Assert.Equal("PN532 v1.6", (await driver.StartAsync(Token)).ToString()));

    [Fact]
    public void Starts_again_whatever_state_it_was_in() => With(async (driver, _, _) =>
    {
        await driver.StartAsync(Token);
        await driver.StartAsync(Token);
        Assert.Empty((await driver.ListAsync(Token))!);
    });

    [Fact]
    public void Exchanges_an_APDU_with_a_selected_card() => With(async (driver, field, _) =>
    {
        field.Put(new SimulatedCard("B9CC1371", 0x20)
        {
            Apdu = apdu => apdu.Span.SequenceEqual(SelectApdu) ? new byte[] { 0x67, 0x00 } : new byte[] { 0x6D, 0x00 },
        });
        await driver.StartAsync(Token);
        var card = Assert.Single((await driver.ListAsync(Token))!);
        var answer = await driver.ExchangeAsync(card, SelectApdu, Token);
        Assert.True(answer.Succeeded);
        Assert.Equal("6700", Convert.ToHexString(answer.Data.Span));
    });

    [Fact]
    public void Carries_the_longest_APDU_and_the_longest_answer() => With(async (driver, field, _) =>
    {
        field.Put(new SimulatedCard("B9CC1371", 0x20) { Apdu = apdu => apdu });
        await driver.StartAsync(Token);
        var card = Assert.Single((await driver.ListAsync(Token))!);
        var apdu = Enumerable.Range(0, Pn532.LongestApdu).Select(i => (byte)i).ToArray();
        Assert.Equal(apdu, (await driver.ExchangeAsync(card, apdu, Token)).Data.ToArray());
    });

    [Fact]
    public void A_card_that_was_taken_away_is_no_fault_of_the_reader() => With(async (driver, field, _) =>
    {
        var held = new SimulatedCard("B9CC1371", 0x20);
        field.Put(held);
        await driver.StartAsync(Token);
        var card = Assert.Single((await driver.ListAsync(Token))!);
        field.Remove(held);
        var answer = await driver.ExchangeAsync(card, SelectApdu, Token);
        Assert.False(answer.Succeeded);
        Assert.Equal("the card did not answer in time", answer.Reason);
    });

    [Fact]
    public void A_card_that_was_released_is_not_selected() => With(async (driver, field, _) =>
    {
        field.Put(new SimulatedCard("B9CC1371", 0x20));
        await driver.StartAsync(Token);
        var card = Assert.Single((await driver.ListAsync(Token))!);
        await driver.ReleaseAsync(Token);
        Assert.Equal("the card is not selected", (await driver.ExchangeAsync(card, SelectApdu, Token)).Reason);
    });

    /// <summary>Why the badge reader switches the field off between looks.</summary>
    [Fact]
    public void A_card_left_selected_does_not_answer_the_next_call_but_one_without_a_field_does() => With(async (driver, field, _) =>
    {
        field.Put(new SimulatedCard("9A2B3C4D"));
        await driver.StartAsync(Token);
        Assert.Single((await driver.ListAsync(Token))!);
        Assert.Empty((await driver.ListAsync(Token))!);
        await driver.SwitchFieldOffAsync(Token);
        Assert.Single((await driver.ListAsync(Token))!);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(Pn532.LongestApdu + 1)]
    public void Refuses_an_APDU_that_one_exchange_does_not_carry(int length) => With(async (driver, _, _) =>
    {
        var card = new Pn532Target(1, CardUid.Of([1, 2, 3, 4])!, 0x20);
        await Assert.ThrowsAsync<ArgumentException>(() => driver.ExchangeAsync(card, new byte[length], Token));
    });

    [Fact]
    public void Refuses_an_APDU_for_a_card_that_speaks_none() => With(async (driver, _, _) =>
    {
        var card = new Pn532Target(1, CardUid.Of([1, 2, 3, 4])!, 0x08);
        await Assert.ThrowsAsync<ArgumentException>(() => driver.ExchangeAsync(card, SelectApdu, Token));
    });

    [Fact]
    public void Wants_to_be_started_first() => With(async (driver, _, _) =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => driver.ListAsync(Token)));

    /// <summary>An APDU may pay or open: whether it was executed is not known, so it is not sent again.</summary>
    [Fact]
    public void An_APDU_that_is_not_acknowledged_is_not_sent_twice() => With(async (driver, field, reader) =>
    {
        field.Put(new SimulatedCard("B9CC1371", 0x20));
        await driver.StartAsync(Token);
        var card = Assert.Single((await driver.ListAsync(Token))!);
        reader.Inflict(Pn532Fault.NoAcknowledge, times: 1);
        await Assert.ThrowsAsync<CardReaderException>(() => driver.ExchangeAsync(card, SelectApdu, Token));
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void With(Func<Pn532, SimulatedCardField, SimulatedPn532, Task> scene) => Stage.Play(async (FakeTimeProvider time) =>
    {
        var field = new SimulatedCardField(time);
        var line = new SimulatedSerialLine(time, Pn532.BaudRate);
        using var reader = new SimulatedPn532(line, field, time);
        using var driver = new Pn532(line, time);
        await scene(driver, field, reader);
        Assert.Equal(0, reader.Violations);
    });
}
