using Gatehouse.Hardware.Serial;

namespace Gatehouse.Hardware.Tests.Serial;

/// <summary>On a pseudo-terminal, which is a serial line of the kernel's without a wire; the rig has devices on them.</summary>
public sealed class KernelSerialLineTests : IDisposable
{
    private const int BaudRate = 9600;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-serial-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_that_is_not_there_is_missing() => Refused("/dev/ttyNowhere", "does not exist");

    [Fact]
    public void The_link_of_an_adapter_that_was_pulled_out_is_missing()
    {
        var link = Path.Combine(_folder, "by-id");
        File.CreateSymbolicLink(link, "/dev/ttyNowhere");
        Refused(link, "does not exist");
    }

    [Fact]
    public void What_is_no_serial_line_is_not_forbidden() => Refused("/dev/null", "cannot be opened");

    [Fact]
    public async Task Every_byte_comes_as_it_is_both_ways()
    {
        using var far = new PseudoTerminal();
        await using var near = new KernelSerialLine(far.Path, BaudRate).Open();
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();

        await near.WriteAsync(bytes, Token);
        Assert.Equal(bytes, far.Read(bytes.Length));
        far.Write(bytes);
        var read = new byte[bytes.Length];
        await near.ReadExactlyAsync(read, Token).AsTask().WaitAsync(Patience, Token);
        Assert.Equal(bytes, read);
    }

    [Fact]
    public async Task It_is_opened_again_while_another_has_it_open_too()
    {
        using var far = new PseudoTerminal();
        await using var another = new FileStream(far.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        for (var i = 0; i < 2; i++)
        {
            await using var near = new KernelSerialLine(far.Path, BaudRate).Open();
        }

        await using var after = new FileStream(far.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }

    [Fact]
    public async Task What_came_before_it_was_opened_is_forgotten()
    {
        using var far = new PseudoTerminal();
        far.Write([1, 2, 3]);
        await using var near = new KernelSerialLine(far.Path, BaudRate).Open();
        far.Write([4]);

        var read = new byte[8];
        Assert.Equal(1, await near.ReadAsync(read, Token).AsTask().WaitAsync(Patience, Token));
        Assert.Equal(4, read[0]);
    }

    [Fact]
    public async Task A_line_that_is_pulled_out_is_gone_to_read_and_to_write()
    {
        var far = new PseudoTerminal();
        await using var near = new KernelSerialLine(far.Path, BaudRate).Open();
        var reading = near.ReadAsync(new byte[8], Token).AsTask();
        far.Dispose();

        try
        {
            Assert.Equal(0, await reading.WaitAsync(Patience, Token));
        }
        catch (IOException e)
        {
            Assert.StartsWith($"The serial line {far.Path} is gone (", e.Message, StringComparison.Ordinal);
        }

        var gone = await Assert.ThrowsAsync<IOException>(() => near.WriteAsync(new byte[1], Token).AsTask());
        Assert.StartsWith($"The serial line {far.Path} is gone (", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_takes_nothing_says_so_and_holds_nobody_up()
    {
        using var far = new PseudoTerminal();
        await using var near = new KernelSerialLine(far.Path, BaudRate).Open();

        var full = await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await near.WriteAsync(new byte[1024], Token);
            }
        });
        Assert.StartsWith($"The serial line {far.Path} takes nothing any more", full.Message, StringComparison.Ordinal);
    }

    private static void Refused(string path, string because)
    {
        var refusal = Assert.Throws<SerialLineException>(new KernelSerialLine(path, BaudRate).Open);
        Assert.StartsWith($"The serial line {path} {because}", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.Denied);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
