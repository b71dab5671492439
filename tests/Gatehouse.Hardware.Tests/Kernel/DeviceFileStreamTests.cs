using System.Diagnostics.CodeAnalysis;
using System.IO.Pipes;
using Gatehouse.Hardware.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Tests.Kernel;

/// <summary>A pipe stands for the device: the kernel wakes its reader in the same way.</summary>
public sealed class DeviceFileStreamTests
{
    private const int ItemBytes = 24;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Gives_what_comes_in_its_order()
    {
        await using var device = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var stream = Start(device);
        for (byte i = 1; i <= 200; i++)
        {
            await device.WriteAsync(Enumerable.Repeat(i, ItemBytes).ToArray(), TestContext.Current.CancellationToken);
        }

        var read = new byte[200 * ItemBytes];
        for (var count = 0; count < read.Length;)
        {
            var more = await stream.ReadAsync(read.AsMemory(count, Math.Min(7, read.Length - count)), TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.InRange(more, 1, 7);
            count += more;
        }

        Assert.Equal(Enumerable.Range(0, read.Length).Select(i => (byte)(1 + (i / ItemBytes))), read);
    }

    [Fact]
    public async Task Ends_when_the_device_does_after_what_came_before()
    {
        var device = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var stream = Start(device);
        await device.WriteAsync(new byte[ItemBytes], TestContext.Current.CancellationToken);
        await device.DisposeAsync();

        Assert.Equal(ItemBytes, await ReadAsync(stream));
        Assert.Equal(0, await ReadAsync(stream));
    }

    [Fact]
    public async Task Is_disposed_of_while_it_sleeps_and_closes_the_device()
    {
        await using var device = new AnonymousPipeServerStream(PipeDirection.Out);
        var stream = Start(device);
        var reading = stream.ReadAsync(new byte[ItemBytes], TestContext.Current.CancellationToken).AsTask();
        await stream.DisposeAsync();

        Assert.Equal(0, await reading.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<IOException>(async () => await device.WriteAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Is_disposed_of_while_nobody_reads_and_the_device_sends()
    {
        await using var device = new AnonymousPipeServerStream(PipeDirection.Out);
        await using (Start(device))
        {
            for (var i = 0; i < 300; i++)
            {
                await device.WriteAsync(new byte[ItemBytes], TestContext.Current.CancellationToken);
            }
        }

        await Assert.ThrowsAsync<IOException>(async () => await device.WriteAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_read_can_be_given_up_and_loses_nothing()
    {
        await using var device = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var stream = Start(device);
        using var stop = new CancellationTokenSource();
        var given = stream.ReadAsync(new byte[ItemBytes], stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await device.WriteAsync(new byte[ItemBytes], TestContext.Current.CancellationToken);

        Assert.Equal(ItemBytes, await ReadAsync(stream));
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream closes it.")]
    public async Task A_device_that_fails_says_what_to_check()
    {
        // It can be opened, and a read of it fails.
        var device = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        await using var stream = Start(device);
        var gone = await Assert.ThrowsAsync<IOException>(() => ReadAsync(stream));

        Assert.Equal("gone with 9", gone.Message);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The stream closes it.")]
    private static DeviceFileStream Start(AnonymousPipeServerStream device)
    {
        // The stream owns the reading end; the pipe must not close it a second time.
        var handle = device.ClientSafePipeHandle;
        var file = new SafeFileHandle(handle.DangerousGetHandle(), ownsHandle: true);
        handle.SetHandleAsInvalid();
        return Start(file);
    }

    private static DeviceFileStream Start(SafeFileHandle file) =>
        DeviceFileStream.Start(file, "test device", 64 * ItemBytes, error => new IOException($"gone with {error}"));

    private static Task<int> ReadAsync(DeviceFileStream stream) =>
        stream.ReadAsync(new byte[2 * ItemBytes], TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
}
