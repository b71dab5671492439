using System.Runtime.CompilerServices;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Input;

/// <summary>
/// A reader that types the number on a badge as a keyboard would. Whoever can plug in a keyboard can type it too: such
/// a badge identifies and proves nothing. A reader that is pulled out is looked for until it is back, after 0.25 s at
/// first and every 2 s in the end.
/// </summary>
/// <param name="device">The reader's keys.</param>
/// <param name="options">How it ends a number.</param>
/// <param name="time">Measures silence, and the time between two looks for a lost reader.</param>
public sealed class KeyboardBadgeReader(InputDevice device, KeystrokeOptions options, TimeProvider time) : BadgeReader
{
    /// <summary>The format of its badges.</summary>
    public const string Format = "KEYS";

    private const int EventsAtOnce = 64;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly KeystrokeDecoder _decoder = new(options);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Discarded => _decoder.Discarded;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ReaderEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ReaderFailed? told = null;
        var pause = ShortestPause;
        while (true)
        {
            var (stream, failed) = Open();
            if (told is not null && told.Fault != failed?.Fault)
            {
                yield return new ReaderRecovered(told.Fault);
                told = null;
            }

            var opened = time.GetTimestamp();
            if (stream is not null)
            {
                await foreach (var read in ReadAsync(stream, cancellationToken))
                {
                    yield return read;
                }
            }

            failed ??= new ReaderFailed(ReaderFault.Lost, $"{device.Name} is gone: check its plug and its cable.");
            if (told is null)
            {
                told = failed;
                yield return failed;
            }

            // One that comes and goes is not looked for more often than one that stays away.
            pause = time.GetElapsedTime(opened) > LongestPause ? ShortestPause : pause;
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private (Stream? Stream, ReaderFailed? Failed) Open()
    {
        try
        {
            return (device.Open(), null);
        }
        catch (InputDeviceException e)
        {
            return (null, new ReaderFailed(e.Denied ? ReaderFault.Denied : ReaderFault.Lost, e.Message));
        }
    }

    /// <summary>Badges until the device is lost.</summary>
    private async IAsyncEnumerable<BadgeRead> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _decoder.Restart();
        var buffer = new byte[EventsAtOnce * InputEvent.Size];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = ReceiveAsync(stream, buffer, stop.Token);
        try
        {
            var last = time.GetTimestamp();
            while (true)
            {
                if (_decoder.IsUnderWay && !await ComesAsync(next, cancellationToken))
                {
                    if (_decoder.End() is { } number)
                    {
                        yield return Read(number, last);
                    }

                    continue;
                }

                var bytes = buffer.AsMemory(0, await next);
                if (bytes.IsEmpty)
                {
                    yield break;
                }

                last = time.GetTimestamp();
                while (!bytes.IsEmpty)
                {
                    var number = _decoder.Take(bytes.Span, out var used);
                    bytes = bytes[used..];
                    if (number is not null)
                    {
                        yield return Read(number, last);
                    }
                }

                next = ReceiveAsync(stream, buffer, stop.Token);
            }
        }
        finally
        {
            await WorkUnderWay.EndAsync(stop, next);
            await stream.DisposeAsync();
        }
    }

    /// <summary>How many bytes came; 0 when the device is gone.</summary>
    private static async Task<int> ReceiveAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>False when no key stirred, which ends a number.</summary>
    private async Task<bool> ComesAsync(Task next, CancellationToken cancellationToken)
    {
        await next.WaitAsync(options.Silence, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return next.IsCompleted || cancellationToken.IsCancellationRequested;
    }

    private static BadgeRead Read(string number, long last) => new(new BadgeNumber(Format, number), CredentialTechnology.Keyboard, last);
}
