using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Serial;

namespace Gatehouse.Hardware.Osdp;

/// <summary>
/// A reader on an RS-485 line of its own that speaks OSDP v2, asked every 50 ms. One that was commissioned with a key
/// is heard in secure channel only: whatever it says in the clear, with another key or with the default key is refused,
/// and so is the reader, until it opens the channel. Nothing can be agreed on that would make this weaker.
/// </summary>
public sealed class OsdpBadgeReader : BadgeReader
{
    // Who does not listen for so many events stops the asking.
    private const int MostUnheard = 64;

    private const string BadCheck = "check";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortestBackOff = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(2);

    private readonly SerialLine _line;
    private readonly OsdpOptions _options;
    private readonly TimeProvider _time;
    private readonly OsdpDecoder _decoder = new();
    private readonly OsdpInputs _inputs;
    private readonly OsdpOutputs _outputs = new();
    private TimeSpan _backOff = ShortestBackOff;

    /// <summary>Sets it up; nothing is sent before somebody reads.</summary>
    /// <param name="line">The line; it is opened while somebody reads.</param>
    /// <param name="options">How the reader is set.</param>
    /// <param name="time">Paces the polls and measures patience.</param>
    /// <exception cref="ArgumentException">The address is above 126, or the key is the default one.</exception>
    public OsdpBadgeReader(SerialLine line, OsdpOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Address, OsdpHeader.HighestAddress, nameof(options));
        if (options.Key is { IsDefault: true })
        {
            throw new ArgumentException("The default OSDP key is known to everybody and protects nothing: give the reader a key of its own.", nameof(options));
        }

        _line = line;
        _options = options;
        _time = time;
        _inputs = new OsdpInputs(options, time);
    }

    /// <summary>Who the reader said it was when it last began to serve; null before.</summary>
    public OsdpIdentity? Identity { get; private set; }

    /// <summary>What it said it could do when it last began to serve.</summary>
    public IReadOnlyList<OsdpCapability> Capabilities { get; private set; } = [];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Discarded => new ReadOnlyDictionary<string, long>(
        _inputs.Discarded.Append(KeyValuePair.Create(BadCheck, _decoder.Refused)).ToDictionary());

    /// <inheritdoc/>
    public override IReadOnlyList<string> LineReasons { get; } = [BadCheck];

    /// <summary>One answer in twenty: it is asked 1200 times a minute, and asked again at once when an answer is spoilt.</summary>
    public override int MostSpoilt => 60;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ReaderEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = Channel.CreateBounded<ReaderEvent>(MostUnheard);
        var asking = AskAsync(events.Writer, stop.Token);
        try
        {
            while (await events.Reader.WaitToReadAsync(CancellationToken.None))
            {
                while (events.Reader.TryRead(out var happened))
                {
                    yield return happened;
                }
            }

            await asking;
        }
        finally
        {
            await WorkUnderWay.EndAsync(stop, asking);
        }
    }

    /// <inheritdoc/>
    public override void Show(Signal signal) => _outputs.Show(signal);

    /// <inheritdoc/>
    public override void Sound(Tone tone) => _outputs.Sound(tone);

    private async Task AskAsync(ChannelWriter<ReaderEvent> events, CancellationToken cancellationToken)
    {
        var reports = new OsdpReports(events);
        try
        {
            while (true)
            {
                try
                {
                    await ServeAsync(reports, cancellationToken);
                }
                catch (SerialLineException e)
                {
                    await reports.OutAsync(e.Denied ? ReaderFault.Denied : ReaderFault.Lost, e.Message, cancellationToken);
                }
                catch (IOException e)
                {
                    await reports.OutAsync(ReaderFault.Lost, $"The serial line {_line.Name} is gone: check that its adapter is plugged in ({e.Message})", cancellationToken);
                }

                await Task.Delay(_backOff, _time, cancellationToken);
                _backOff = _backOff * 2 < LongestBackOff ? _backOff * 2 : LongestBackOff;
            }
        }
        finally
        {
            events.TryComplete();
        }
    }

    /// <summary>Serves as long as the line is there.</summary>
    private async Task ServeAsync(OsdpReports reports, CancellationToken cancellationToken)
    {
        using var conversation = new SerialConversation(_line.Open(), _time);
        using var link = new OsdpLink(conversation, _line.Name, _options, _decoder, _time);
        while (true)
        {
            try
            {
                await BeginAsync(link, reports, cancellationToken);
                while (true)
                {
                    await RoundAsync(link, reports, cancellationToken);
                }
            }
            catch (OsdpException e)
            {
                await reports.OutAsync(e.Fault, e.Message, cancellationToken);
            }

            await Task.Delay(AfterTrouble, _time, cancellationToken);
        }
    }

    private async Task BeginAsync(OsdpLink link, OsdpReports reports, CancellationToken cancellationToken)
    {
        // The channel comes first: what a reader says of itself before it could be anybody's word.
        link.Restart();
        if (_options.Key is { } key)
        {
            await OsdpHandshake.OpenAsync(link, key, cancellationToken);
        }

        var identity = await link.AskAsync(OsdpCommand.Identify, cancellationToken);
        if (identity.Code != OsdpReplyCode.Identity)
        {
            throw Useless(link, "who it is", identity);
        }

        Identity = OsdpIdentity.Read(identity.Payload.Span);
        var capabilities = await link.AskAsync(OsdpCommand.Capabilities, cancellationToken);
        Capabilities = capabilities.Code == OsdpReplyCode.Capabilities ? OsdpCapability.Read(capabilities.Payload.Span) ?? [] : [];
        await StatusAsync(await link.AskAsync(OsdpCommand.LocalStatus, cancellationToken), reports, cancellationToken);
        _outputs.Renew();
        _inputs.Renew();
    }

    /// <summary>One round of 50 ms: what is to be shown and sounded, then what has happened.</summary>
    private async Task RoundAsync(OsdpLink link, OsdpReports reports, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        // A reader without a lamp or a buzzer refuses these, and is none the worse for it.
        if (_outputs.TakeLed() is { } led)
        {
            await link.AskAsync(led, cancellationToken);
        }

        if (_outputs.TakeBuzzer() is { } buzzer)
        {
            await link.AskAsync(buzzer, cancellationToken);
        }

        var happened = await link.AskAsync(OsdpCommand.Poll, cancellationToken);
        if (happened.Code == OsdpReplyCode.Nak)
        {
            throw Useless(link, "what has happened", happened);
        }

        // Not before it is polled: a reader that wants secure channel says who it is in the clear all the same.
        await reports.ServesAsync(cancellationToken);
        _backOff = ShortestBackOff;

        if (!_inputs.Take(happened, link.IsSecure))
        {
            await StatusAsync(happened, reports, cancellationToken);
        }

        _inputs.Tick();
        while (_inputs.Read.TryDequeue(out var badge))
        {
            await reports.ReadAsync(badge, cancellationToken);
        }

        if (Interval - _time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, _time, cancellationToken);
        }
    }

    private async Task StatusAsync(OsdpReply reply, OsdpReports reports, CancellationToken cancellationToken)
    {
        if (reply.Code == OsdpReplyCode.LocalStatus && OsdpLocalStatus.Read(reply.Payload.Span) is { } status)
        {
            await reports.WhileServingAsync(
                ReaderFault.Tampered, status.IsTampered, $"The housing of the reader on {_line.Name} is open: look at it.", cancellationToken);
            await reports.WhileServingAsync(
                ReaderFault.Supply, status.HasPowerFailed, $"The reader on {_line.Name} reports trouble with its supply: check it.", cancellationToken);
        }
    }

    private static OsdpException Useless(OsdpLink link, string asked, OsdpReply reply) => link.Unsound(reply.Refusal == OsdpRefusal.SecurityNotMet
        ? $"asked {asked} it answers {reply}. If it was commissioned with a key, this lane needs that key."
        : $"asked {asked} it answers {reply}. Its supply may have been interrupted.");
}
