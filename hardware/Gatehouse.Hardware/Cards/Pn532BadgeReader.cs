namespace Gatehouse.Hardware.Cards;

/// <summary>
/// A PN532 as a badge reader. Between two looks its field is off: it does not wake halted cards, and one that it left
/// selected would answer only every second time (as owners report it of MaxTg 2); without a field all begin anew.
/// </summary>
/// <param name="reader">The reader; whoever made it disposes of it.</param>
/// <param name="time">Measures the pauses.</param>
public sealed class Pn532BadgeReader(Pn532 reader, TimeProvider time) : CardBadgeReader(time)
{
    /// <inheritdoc/>
    protected override Task StartAsync(CancellationToken cancellationToken) => reader.StartAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task<CardLook> LookAsync(CancellationToken cancellationToken)
    {
        var targets = await reader.ListAsync(cancellationToken);
        if (targets is not [])
        {
            await reader.ReleaseAsync(cancellationToken);
        }

        await reader.SwitchFieldOffAsync(cancellationToken);
        return targets switch
        {
            null => CardLook.Disturbed(CardFault.Impossible),
            [] => CardLook.Nothing,
            _ => CardLook.Of([.. targets.Select(t => t.Uid)]),
        };
    }

    /// <inheritdoc/>
    protected override void Release() => reader.Close();
}
