using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Simulation.Input;

namespace Gatehouse.Hardware.Tests.Input;

/// <summary>The simulated keyboard against what the kernel does.</summary>
public sealed class SimulatedKeyboardTests
{
    /// <summary>The order of a captured key: scan code, key, report, for its press and for its release.</summary>
    /// <remarks>The keyboard's zero of <see cref="KeystrokeCaptureTests"/>.</remarks>
    [Fact]
    public void A_key_is_reported_as_a_captured_one() => With(async (keyboard, stream) =>
    {
        await keyboard.TypeAsync("0", TestContext.Current.CancellationToken);
        var events = await ReadAsync(stream);

        Assert.Equal(
            [(4, 4, 0x70027), (1, 11, 1), (0, 0, 0), (4, 4, 0x70027), (1, 11, 0), (0, 0, 0)],
            events.Select(happened => ((int)happened.Type, (int)happened.Code, happened.Value)));
        Assert.Equal(2000ul, events[3].Microseconds - events[0].Microseconds);
    });

    [Fact]
    public void Names_its_keys_as_the_usage_tables_do() => With(async (keyboard, stream) =>
    {
        await keyboard.TypeAsync("az19 -/`\n", TestContext.Current.CancellationToken);

        Assert.Equal(
            [0x70004, 0x7001D, 0x7001E, 0x70026, 0x7002C, 0x7002D, 0x70038, 0x70035, 0x70028],
            (await ReadAsync(stream)).Where(happened => happened.Type == 4).Select(happened => happened.Value).Where((_, i) => i % 2 == 0));
    });

    [Fact]
    public void A_full_buffer_keeps_the_mark_and_the_last_event() => With(async (keyboard, stream) =>
    {
        await keyboard.TypeAsync("12345678901", TestContext.Current.CancellationToken);
        var events = await ReadAsync(stream);

        Assert.Equal((0, 3), (events[0].Type, events[0].Code));
        Assert.InRange(events.Count, 2, 63);
        Assert.Equal((0, 0), (events[^1].Type, events[^1].Code));
    });

    [Fact]
    public void Only_one_program_can_have_it() => With(async (keyboard, stream) =>
    {
        Assert.True(Assert.Throws<InputDeviceException>(keyboard.Open).Denied);
        await stream.DisposeAsync();
        await using var next = keyboard.Open();
    });

    [Fact]
    public void Held_it_repeats_with_reports_of_another_value() => With(async (keyboard, stream) =>
    {
        await keyboard.HoldAsync('1', TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
        var events = await ReadAsync(stream);

        Assert.Equal([1, 2, 2, 0], events.Where(happened => happened.Type == 1).Select(happened => happened.Value));
        Assert.Equal([0, 1, 1, 0], events.Where(happened => happened.Type == 0).Select(happened => happened.Value));
    });

    [Fact]
    public void What_no_key_types_is_refused() => With(async (keyboard, _) =>
        await Assert.ThrowsAsync<ArgumentException>(() => keyboard.TypeAsync("ü", TestContext.Current.CancellationToken)));

    private static void With(Func<SimulatedKeyboard, Stream, Task> scene) => Stage.Play(async time =>
    {
        var keyboard = new SimulatedKeyboard(time);
        await using var stream = keyboard.Open();
        await scene(keyboard, stream);
    });

    private static async Task<List<InputEvent>> ReadAsync(Stream stream)
    {
        var bytes = new byte[64 * InputEvent.Size];
        var read = await stream.ReadAsync(bytes, TestContext.Current.CancellationToken);
        return [.. Enumerable.Range(0, read / InputEvent.Size).Select(i => InputEvent.Read(bytes.AsSpan(i * InputEvent.Size)))];
    }
}
