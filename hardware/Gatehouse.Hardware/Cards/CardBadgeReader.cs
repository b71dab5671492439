using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Cards;

/// <summary>
/// A reader of ISO/IEC 14443 type A cards that is asked again and again what is in its field. It delivers a card once
/// per presentation and by its identifier only, which proves nothing. Two cards at once are both refused.
/// </summary>
/// <param name="time">Measures the pauses.</param>
public abstract class CardBadgeReader(TimeProvider time) : BadgeReader
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(2);
    private static readonly CardFault[] Faults = Enum.GetValues<CardFault>();

    private readonly long[] _discarded = new long[Faults.Length];
    private bool _started;

    /// <inheritdoc/>
    public sealed override IReadOnlyDictionary<string, long> Discarded => new ReadOnlyDictionary<string, long>(
        Faults.ToDictionary(Word, fault => Interlocked.Read(ref _discarded[(int)fault])));

    /// <inheritdoc/>
    public sealed override async IAsyncEnumerable<ReaderEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var presence = new CardPresence();
        var told = new HashSet<ReaderFault>();
        var retry = FirstRetry;
        try
        {
            while (true)
            {
                var (look, failure) = await TryLookAsync(cancellationToken);
                if (failure is not null)
                {
                    presence.Unseen();
                    if (told.Add(failure.Fault))
                    {
                        yield return new ReaderFailed(failure.Fault, failure.Message);
                    }

                    await Task.Delay(retry, time, cancellationToken);
                    retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry;
                    continue;
                }

                foreach (var fault in told)
                {
                    yield return new ReaderRecovered(fault);
                }

                told.Clear();
                retry = FirstRetry;
                if (Judge(presence, look) is { } card)
                {
                    yield return new BadgeRead(card.Badge, CredentialTechnology.UidOnly, time.GetTimestamp());
                }

                await Task.Delay(BetweenLooks, time, cancellationToken);
            }
        }
        finally
        {
            LetGo();
        }
    }

    /// <summary>Brings the reader up from whatever state it is in.</summary>
    /// <exception cref="CardReaderException">It cannot be.</exception>
    protected abstract Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Looks once into the field. Afterwards every card there answers the next look.</summary>
    /// <exception cref="CardReaderException">The reader failed; it is started anew before the next look.</exception>
    protected abstract Task<CardLook> LookAsync(CancellationToken cancellationToken);

    /// <summary>Lets go of a reader that failed or is no longer wanted; throws nothing.</summary>
    protected abstract void Release();

    private async Task<(CardLook Look, CardReaderException? Failure)> TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!_started)
            {
                await StartAsync(cancellationToken);
                _started = true;
            }

            return (await LookAsync(cancellationToken), null);
        }
        catch (CardReaderException e)
        {
            LetGo();
            return (CardLook.Nothing, e);
        }
    }

    private void LetGo()
    {
        _started = false;
        Release();
    }

    private CardUid? Judge(CardPresence presence, CardLook look)
    {
        var (deliver, count) = presence.Take(look);
        if (count is { } fault)
        {
            Interlocked.Increment(ref _discarded[(int)fault]);
        }

        return deliver;
    }

    private static string Word(CardFault fault) => fault switch
    {
        CardFault.TwoCards => "twoCards",
        CardFault.RandomUid => "randomUid",
        CardFault.Torn => "torn",
        CardFault.Garbled => "garbled",
        _ => "impossible",
    };
}
