using CsCheck;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation.Cards;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Cards;

/// <summary>Cards in a field, called without a reader's chip in between.</summary>
internal sealed class CardAir
{
    private static readonly byte[] Beginning = [0x04, 0xA1, 0xB2, 0x04, 0xA1, 0xB2, 0x04];

    public CardAir(params IEnumerable<SimulatedCard> cards)
    {
        var time = new FakeTimeProvider();
        Field = new SimulatedCardField(time);
        Field.Switch(on: true);
        foreach (var card in cards)
        {
            Field.Put(card);
        }

        time.Advance(TimeSpan.FromMilliseconds(5));
    }

    /// <summary>Identifiers that cards may have and that begin alike, so that they collide late and on every level.</summary>
    public static Gen<string> AnyUid { get; } =
        Gen.Select(Gen.Int[0, 2], Gen.Byte.Array[10], Gen.Int[0, 7])
            .Select((size, bytes, alike) => ((byte[])[.. Beginning.AsSpan(0, alike), .. bytes])[..(4 + (3 * size))])
            .Where(bytes => CardUid.Of(bytes) is not null)
            .Select(Convert.ToHexString);

    public SimulatedCardField Field { get; }

    public CardSelection Select()
    {
        var selection = new CardSelection();
        while (!selection.IsOver)
        {
            selection.Take(Field.Send(selection.Next));
        }

        return selection;
    }
}
