using Gatehouse.Hardware.Cards;

namespace Gatehouse.Hardware.Simulation.Cards;

/// <summary>The field of a reader's antenna and the cards in it. They all hear each frame, and answer at once.</summary>
/// <param name="time">A card needs 5 ms in the field before it hears.</param>
public sealed class SimulatedCardField(TimeProvider time)
{
    private static readonly TimeSpan Waking = TimeSpan.FromMilliseconds(5);

    private readonly Lock _one = new();
    private readonly Dictionary<SimulatedCard, long> _cards = [];
    private bool _isOn;

    /// <summary>Whether the reader's antenna is on.</summary>
    public bool IsOn
    {
        get
        {
            lock (_one)
            {
                return _isOn;
            }
        }
    }

    /// <summary>Lays a card into the field.</summary>
    public void Put(SimulatedCard card)
    {
        lock (_one)
        {
            _cards[card] = time.GetTimestamp();
            card.LosePower();
        }
    }

    /// <summary>Takes a card away.</summary>
    public void Remove(SimulatedCard card)
    {
        lock (_one)
        {
            _cards.Remove(card);
        }
    }

    /// <summary>The reader switches its antenna.</summary>
    public void Switch(bool on)
    {
        lock (_one)
        {
            if (on == _isOn)
            {
                return;
            }

            _isOn = on;
            foreach (var card in _cards.Keys)
            {
                _cards[card] = time.GetTimestamp();
                card.LosePower();
            }
        }
    }

    /// <summary>A reader sends a frame, and hears all that answer.</summary>
    public CardAnswer Send(CardFrame frame)
    {
        if (Send(AirBits.Of(frame.Bytes.Span, frame.Bits)) is not { } answer)
        {
            return CardAnswer.Silence;
        }

        var bytes = AirBits.Pack(answer.Bits, frame.AnswerBit);
        return answer.Collision is { } bit ? CardAnswer.Collided(bytes, frame.AnswerBit + bit) : CardAnswer.Of(bytes);
    }

    /// <summary>The same in bits; null is silence.</summary>
    internal FieldAnswer? Send(ReadOnlySpan<bool> frame)
    {
        lock (_one)
        {
            FieldAnswer? together = null;
            foreach (var (card, since) in _cards)
            {
                if (_isOn && time.GetElapsedTime(since) >= Waking && card.Hear(frame) is { } answer)
                {
                    together = Join(together, answer);
                }
            }

            return together;
        }
    }

    /// <summary>The card that a reader has selected; null when it was taken away.</summary>
    internal SimulatedCard? Find(CardUid uid)
    {
        lock (_one)
        {
            return _isOn ? _cards.Keys.FirstOrDefault(card => card.Uid == uid && card.AnswersLeft != 0) : null;
        }
    }

    private static FieldAnswer Join(FieldAnswer? before, bool[] answer)
    {
        if (before is null)
        {
            return new FieldAnswer(answer, null);
        }

        var bits = new bool[Math.Max(before.Bits.Length, answer.Length)];
        var collision = before.Collision;
        for (var bit = bits.Length - 1; bit >= 0; bit--)
        {
            var (one, other) = (At(before.Bits, bit), At(answer, bit));
            bits[bit] = one == true || other == true;
            collision = one != other && !(bit > before.Collision) ? bit : collision;
        }

        return new FieldAnswer(bits, collision);

        static bool? At(bool[] bits, int bit) => bit < bits.Length ? bits[bit] : null;
    }
}
