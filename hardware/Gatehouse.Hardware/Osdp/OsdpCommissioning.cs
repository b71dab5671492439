using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Serial;

namespace Gatehouse.Hardware.Osdp;

/// <summary>
/// Gives a reader its own key: at the bench, on a line that nobody else reaches, since a new reader's default key is
/// known to everybody and so is then whatever is sent under it.
/// </summary>
/// <param name="line">The line; nobody else has it open.</param>
/// <param name="options">The reader's address and how its packets end; its key is not used.</param>
/// <param name="time">Measures patience.</param>
public sealed class OsdpCommissioning(SerialLine line, OsdpOptions options, TimeProvider time)
{
    /// <summary>Sets the key, proves that the reader has taken it and that it has left install mode.</summary>
    /// <param name="current">The key it has: <see cref="OsdpKey.Default"/> when it is new or was reset.</param>
    /// <param name="next">Its own key from now on.</param>
    /// <param name="cancellationToken">Ends it; the reader may then have either key.</param>
    /// <exception cref="ArgumentException">The next key is the default one.</exception>
    /// <exception cref="SerialLineException">The line cannot be opened.</exception>
    /// <exception cref="IOException">The line is gone.</exception>
    /// <exception cref="OsdpException">The reader does not answer, has not the current key, does not take the next one, or still takes the default key afterwards.</exception>
    public async Task SetKeyAsync(OsdpKey current, OsdpKey next, CancellationToken cancellationToken)
    {
        if (next.IsDefault)
        {
            throw new ArgumentException("The default OSDP key is known to everybody: a reader's own key must be another.", nameof(next));
        }

        using var conversation = new SerialConversation(line.Open(), time);
        using var link = new OsdpLink(conversation, line.Name, options, new OsdpDecoder(), time);
        await OsdpHandshake.OpenAsync(link, current, cancellationToken);
        await SendAsync(link, next, cancellationToken);
        await OsdpHandshake.OpenAsync(link, next, cancellationToken);
        if (await TakesDefaultAsync(link, cancellationToken))
        {
            throw link.Insecure("it took its key and still takes the default one. End its install mode, by its configuration card or its maker's tool.");
        }
    }

    private static async Task SendAsync(OsdpLink link, OsdpKey next, CancellationToken cancellationToken)
    {
        try
        {
            var taken = await link.AskAsync(OsdpCommand.SetKey(next), cancellationToken);
            if (taken.Code != OsdpReplyCode.Ack)
            {
                throw link.Unsound($"given a key it answers {taken}.");
            }
        }
        catch (OsdpException e) when (e.Fault == ReaderFault.Insecure)
        {
            // Some readers leave the session with the old key, so that their answer comes in the clear: whether they
            // have the new one is seen next.
        }
    }

    private static async Task<bool> TakesDefaultAsync(OsdpLink link, CancellationToken cancellationToken)
    {
        try
        {
            await OsdpHandshake.OpenAsync(link, OsdpKey.Default, cancellationToken);
            return true;
        }
        catch (OsdpException e) when (e.Fault == ReaderFault.Insecure)
        {
            return false;
        }
    }
}
