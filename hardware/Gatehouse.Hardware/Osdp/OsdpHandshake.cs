using System.Security.Cryptography;

namespace Gatehouse.Hardware.Osdp;

/// <summary>
/// The panel's opening of a secure channel: challenge, both proofs, first MAC (SIA OSDP 2.2, D.1.3). Nothing that a
/// reader says before it can make it weaker: another key, a default key or a refusal all end it.
/// </summary>
internal static class OsdpHandshake
{
    private const int MostAttempts = 3;
    private const byte RefusedProof = 0xFF;

    /// <summary>Begins anew and opens a channel.</summary>
    /// <exception cref="OsdpException">The reader does not answer, or does not prove that it has the key.</exception>
    public static async Task OpenAsync(OsdpLink link, OsdpKey key, CancellationToken cancellationToken)
    {
        for (var attempt = 1; !await TryOpenAsync(link, key, isLast: attempt == MostAttempts, cancellationToken); attempt++)
        {
        }
    }

    /// <summary>
    /// False when it must be begun again: a slow reader answered a challenge that was sent once more meanwhile, for which
    /// it drew another random number.
    /// </summary>
    private static async Task<bool> TryOpenAsync(OsdpLink link, OsdpKey key, bool isLast, CancellationToken cancellationToken)
    {
        link.Restart();
        var whichKey = (byte)(key.IsDefault ? 0 : 1);
        var panelRandom = RandomNumberGenerator.GetBytes(OsdpSessionKeys.RandomLength);
        OsdpSessionKeys? keys = null;
        try
        {
            keys = new OsdpSessionKeys(key, panelRandom);
            var proof = await link.AskAsync(
                OsdpCommand.Challenge(panelRandom), new OsdpSecurityBlock(OsdpSecurity.Challenge, whichKey), cancellationToken);
            var isInDoubt = link.WasRepeated && !isLast;
            var panelProof = Answered(link, keys, whichKey, proof);
            var first = await link.AskAsync(
                OsdpCommand.PanelCryptogram(panelProof), new OsdpSecurityBlock(OsdpSecurity.PanelCryptogram, whichKey), cancellationToken);
            if (isInDoubt && first.Security is { Type: OsdpSecurity.FirstMac, Value: RefusedProof })
            {
                return false;
            }

            Verify(link, keys.FirstMac(panelProof), first);
            link.Secure(new OsdpSecureChannel(keys, first.Payload.Span, isPanel: true));
            keys = null;
            return true;
        }
        finally
        {
            keys?.Dispose();
        }
    }

    /// <summary>The panel's proof, once the reader has given its own.</summary>
    private static byte[] Answered(OsdpLink link, OsdpSessionKeys keys, byte whichKey, OsdpReply proof)
    {
        if (proof.Code != OsdpReplyCode.ReaderCryptogram)
        {
            throw link.Insecure($"it does not open the secure channel ({proof}). Check that it supports secure channel and was given its key.");
        }

        if (proof.Security is not { Type: OsdpSecurity.ReaderCryptogram } block || OsdpReaderProof.Read(proof.Payload.Span) is not { } given)
        {
            throw link.Insecure("its answer to the challenge is malformed. Check its firmware.");
        }

        if (block.Value != whichKey)
        {
            throw link.Insecure(block.Value == 0
                ? "it offers the key that everybody knows. It is in install mode: give it its own key at the bench."
                : "it offers its own key when asked for the default one: it was given a key before. Name the file of that key, or set the reader back by its maker's tool.");
        }

        return given.IsProvenBy(keys)
            ? keys.PanelCryptogram(given.Random)
            : throw link.Insecure("it does not have this lane's key: it was exchanged, or given another key. Put the commissioned reader back, or give this one its key at the bench.");
    }

    private static void Verify(OsdpLink link, byte[] expected, OsdpReply first)
    {
        if (first.Code != OsdpReplyCode.FirstMac || first.Security is not { Type: OsdpSecurity.FirstMac } block || block.Value == RefusedProof)
        {
            throw link.Insecure($"it did not take the proof that this lane has its key ({first}). Put the commissioned reader back, or give this one its key at the bench.");
        }

        if (!CryptographicOperations.FixedTimeEquals(expected, first.Payload.Span))
        {
            throw link.Insecure("it ended the opening of the secure channel with a wrong MAC. Check its firmware.");
        }
    }
}
