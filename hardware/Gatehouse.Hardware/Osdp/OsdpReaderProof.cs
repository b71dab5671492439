using System.Security.Cryptography;

namespace Gatehouse.Hardware.Osdp;

/// <summary>A reader's answer to a challenge: the payload of osdp_CCRYPT.</summary>
/// <param name="Random">Its random number.</param>
/// <param name="Cryptogram">Its proof that it has the key.</param>
internal sealed record OsdpReaderProof(byte[] Random, byte[] Cryptogram)
{
    // The reader's own number, the first eight bytes of its identity, stands before what is proven.
    private const int ClientLength = 8;

    public static OsdpReaderProof? Read(ReadOnlySpan<byte> payload) =>
        payload.Length != ClientLength + OsdpSessionKeys.RandomLength + OsdpSessionKeys.Block ? null : new OsdpReaderProof(
            payload.Slice(ClientLength, OsdpSessionKeys.RandomLength).ToArray(),
            payload[^OsdpSessionKeys.Block..].ToArray());

    public bool IsProvenBy(OsdpSessionKeys keys) => CryptographicOperations.FixedTimeEquals(keys.ReaderCryptogram(Random), Cryptogram);
}
