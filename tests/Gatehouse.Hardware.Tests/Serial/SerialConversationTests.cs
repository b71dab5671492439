using Gatehouse.Hardware.Serial;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Serial;

public sealed class SerialConversationTests
{
    private const int BaudRate = 9600;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void Reads_what_has_come_once_it_is_over_the_wire() => With(async (line, conversation, time) =>
    {
        var began = time.GetTimestamp();
        line.Send(1, 2, 3);

        Assert.Equal([1, 2, 3], await ReadAsync(conversation));
        // 30 bits at 9600 a second are 3.125 ms.
        Assert.Equal(TimeSpan.FromMilliseconds(4), time.GetElapsedTime(began));
    });

    [Fact]
    public void Waits_no_longer_than_it_has_patience() => With(async (_, conversation, time) =>
    {
        var began = time.GetTimestamp();
        Assert.Empty(await ReadAsync(conversation));
        Assert.Equal(Patience, time.GetElapsedTime(began));
    });

    [Fact]
    public void A_device_hears_what_was_written() => With(async (line, conversation, time) =>
    {
        line.Connect(bytes => line.Send([.. bytes.ToArray().Reverse()]));
        await conversation.WriteAsync(new byte[] { 1, 2, 3 }, TestContext.Current.CancellationToken);
        Assert.Equal([3, 2, 1], await ReadAsync(conversation));
    });

    [Fact]
    public void What_was_forgotten_is_not_read() => With(async (line, conversation, time) =>
    {
        line.Send(1, 2, 3);
        await Task.Delay(Patience, time);
        conversation.Discard();
        line.Send(4);
        Assert.Equal([4], await ReadAsync(conversation));
    });

    [Fact]
    public void A_device_that_babbles_leaves_its_last_4_KiB() => With(async (line, conversation, time) =>
    {
        line.Send(new byte[10_000]);
        line.Send(7);
        await Task.Delay(TimeSpan.FromSeconds(20), time);

        var all = new byte[20_000];
        var read = await conversation.ReadAsync(all, Patience, TestContext.Current.CancellationToken);
        Assert.Equal((4096, 7), (read, all[read - 1]));
        Assert.Empty(await ReadAsync(conversation));
    });

    [Fact]
    public void An_adapter_that_is_pulled_out_is_told_after_what_came_before() => With(async (line, conversation, time) =>
    {
        line.Send(1);
        await Task.Delay(Patience, time);
        line.Unplugged = true;
        await Task.Delay(Patience, time);

        Assert.Equal([1], await ReadAsync(conversation));
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(conversation));
        await Assert.ThrowsAsync<IOException>(async () => await conversation.WriteAsync(new byte[1], TestContext.Current.CancellationToken));
        Assert.Throws<SerialLineException>(line.Open);
    });

    private static void With(Func<SimulatedSerialLine, SerialConversation, FakeTimeProvider, Task> scene) => Stage.Play(async time =>
    {
        var line = new SimulatedSerialLine(time, BaudRate);
        using var conversation = new SerialConversation(line.Open(), time);
        await scene(line, conversation, time);
    });

    private static async Task<byte[]> ReadAsync(SerialConversation conversation)
    {
        var buffer = new byte[64];
        var read = await conversation.ReadAsync(buffer, Patience, TestContext.Current.CancellationToken);
        return buffer[..read];
    }
}
