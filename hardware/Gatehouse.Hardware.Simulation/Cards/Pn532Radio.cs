using Gatehouse.Hardware.Cards;

namespace Gatehouse.Hardware.Simulation.Cards;

/// <summary>
/// What a simulated PN532 does with a command. It calls cards by REQA only, so that one which it left selected or
/// halted does not answer the next time, unless its field was off in between.
/// </summary>
internal sealed class Pn532Radio(SimulatedCardField field)
{
    private const byte SetParameters = 0x12;
    private const byte ForEver = 0xFF;
    private const byte Timeout = 0x01;
    private const byte NotSelected = 0x27;

    private static readonly TimeSpan FieldRises = TimeSpan.FromMilliseconds(6);
    private static readonly TimeSpan OneTry = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<byte, CardUid> _targets = [];
    private byte _retries = ForEver;

    public void Reset()
    {
        _retries = ForEver;
        _targets.Clear();
        field.Switch(false);
    }

    /// <summary>How long the command lasts; null when it lasts for ever.</summary>
    public TimeSpan? Begin(ReadOnlySpan<byte> command)
    {
        if (command is not [Pn532Words.ListTargets, ..])
        {
            return TimeSpan.Zero;
        }

        field.Switch(true);
        return _retries == ForEver ? null : FieldRises + (OneTry * (_retries + 1));
    }

    /// <summary>What follows the code of the answer; null when the command is not known, or not so.</summary>
    public byte[]? Finish(ReadOnlySpan<byte> command) => command switch
    {
        [Pn532Words.Firmware] => [0x32, 0x01, 0x06, 0x07],
        [Pn532Words.SecurityModule, Pn532Words.NoSecurityModule] or [Pn532Words.SecurityModule, Pn532Words.NoSecurityModule, _, _] => [],
        [SetParameters, _] => [],
        [Pn532Words.RadioConfiguration, Pn532Words.Field, 0x00 or 0x01] => Switch(command[2] == 0x01),
        [Pn532Words.RadioConfiguration, Pn532Words.Retries, _, _, var retries] => Retry(retries),
        [Pn532Words.ListTargets, 1 or 2, Pn532Words.TypeA] => List(command[1]),
        [Pn532Words.ReleaseTargets, Pn532Words.AllTargets] => Release(),
        [Pn532Words.Exchange, var number, _, ..] => Exchange(number, command[2..].ToArray()),
        _ => null,
    };

    private byte[] Switch(bool on)
    {
        field.Switch(on);
        return [];
    }

    private byte[] Retry(byte retries)
    {
        _retries = retries;
        return [];
    }

    private byte[] List(int most)
    {
        _targets.Clear();
        var said = new List<byte> { 0 };
        while (said[0] < most && Select() is { } selected)
        {
            var number = ++said[0];
            _targets[number] = selected.Uid!;
            var uid = Convert.FromHexString(selected.Uid!.Digits);
            said.AddRange([number, 0x00, (byte)(0x04 | ((uid.Length - 4) / 3 << 6)), selected.Acknowledge, (byte)uid.Length, .. uid]);
            if ((selected.Acknowledge & 0x20) != 0 && field.Find(selected.Uid) is { } card)
            {
                said.AddRange(card.AnswerToSelect.Span);
            }

            if (number < most)
            {
                field.Send(CardFrame.Halt);
            }
        }

        return [.. said];
    }

    private CardSelection? Select()
    {
        if (field.Send(CardFrame.Request).IsSilence)
        {
            return null;
        }

        var selection = new CardSelection();
        while (!selection.IsOver)
        {
            selection.Take(field.Send(selection.Next));
        }

        return selection.Uid is null ? null : selection;
    }

    private byte[] Release()
    {
        field.Send(CardFrame.Halt);
        _targets.Clear();
        return [0x00];
    }

    private byte[] Exchange(byte number, ReadOnlyMemory<byte> apdu) => !_targets.TryGetValue(number, out var uid)
        ? [NotSelected]
        : field.Find(uid) is { } card ? [0x00, .. card.Apdu(apdu).Span] : [Timeout];
}
