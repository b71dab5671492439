namespace Gatehouse.Hardware.Cards;

/// <summary>
/// An MFRC522 as a badge reader. Each look wakes all cards, selects one, halts it, and asks whether anybody is left:
/// whoever still answers is a second card, whether or not the two had been heard to collide. So a collision that was
/// only noise costs nobody the way, and a card that drowns another is not taken for alone.
/// </summary>
/// <param name="chip">The chip; whoever made it disposes of it.</param>
/// <param name="time">Measures the pauses.</param>
public sealed class Mfrc522BadgeReader(Mfrc522 chip, TimeProvider time) : CardBadgeReader(time)
{
    private const int KindLength = 2;

    private bool _disturbed;

    /// <inheritdoc/>
    protected override Task StartAsync(CancellationToken cancellationToken) => chip.StartAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task<CardLook> LookAsync(CancellationToken cancellationToken)
    {
        chip.Verify();
        var look = await LookIntoFieldAsync(cancellationToken);
        _disturbed = look.Fault is not null;
        if (_disturbed)
        {
            // A reader that is pulled out in the middle garbles as well.
            chip.Verify();
        }

        return look;
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        try
        {
            chip.Stop();
        }
        catch (CardReaderException)
        {
            // It is gone; there is nothing to switch off.
        }
    }

    private async Task<CardLook> LookIntoFieldAsync(CancellationToken cancellationToken)
    {
        var kind = await chip.TransceiveAsync(CardFrame.WakeUp, cancellationToken);
        if (kind.IsSilence && _disturbed)
        {
            // A card left in the middle of its selection falls back at the first call and answers the second.
            kind = await chip.TransceiveAsync(CardFrame.WakeUp, cancellationToken);
        }

        if (kind.IsSilence)
        {
            return CardLook.Nothing;
        }

        if (!IsKind(kind))
        {
            return CardLook.Disturbed(CardFault.Garbled);
        }

        var first = await SelectAsync(cancellationToken);
        if (first.Uid is null || (await chip.TransceiveAsync(CardFrame.Request, cancellationToken)).IsSilence)
        {
            return Seen(first);
        }

        var second = await SelectAsync(cancellationToken);
        return first.Uid is { } one && second.Uid is { } other && one != other ? CardLook.Of(one, other) : Seen(second);
    }

    private async Task<CardSelection> SelectAsync(CancellationToken cancellationToken)
    {
        var selection = new CardSelection();
        while (!selection.IsOver)
        {
            selection.Take(await chip.TransceiveAsync(selection.Next, cancellationToken));
        }

        if (selection.Uid is not null)
        {
            await chip.TransceiveAsync(CardFrame.Halt, cancellationToken);
        }

        return selection;
    }

    private static CardLook Seen(CardSelection selection) =>
        selection.Uid is { } uid ? CardLook.Of(uid) : CardLook.Disturbed(selection.Fault ?? CardFault.Garbled);

    /// <summary>Cards of several kinds collide here without harm.</summary>
    private static bool IsKind(CardAnswer answer) => answer.Collision is not null || answer.Bytes.Length == KindLength;
}
