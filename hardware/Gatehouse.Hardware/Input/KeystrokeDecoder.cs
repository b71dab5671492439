using System.Collections.ObjectModel;

namespace Gatehouse.Hardware.Input;

/// <summary>
/// Turns the kernel's events into what was typed. It keeps a piece of an event for the rest of it, and never more than
/// one number. Not sound is: everything around lost events, and whatever does not begin and end as a reader types it.
/// </summary>
public sealed class KeystrokeDecoder
{
    /// <summary>The longest number there is room for.</summary>
    public const int Longest = 64;

    private const int Pressed = 1;
    private const int Released = 0;

    private static readonly KeystrokeFault[] Faults = Enum.GetValues<KeystrokeFault>();

    private readonly long[] _discarded = new long[Faults.Length];
    private readonly int? _endsBySilence;
    private readonly ulong _silence;
    private readonly byte[] _piece = new byte[InputEvent.Size];
    private readonly char[] _typed = new char[Longest];
    private int _pieceLength;
    private int _length;
    private KeystrokeFault? _fault;
    private bool _heard;
    private bool _dropping;
    private bool _leftShift;
    private bool _rightShift;
    private bool _shiftStuck;
    private ulong? _lastAt;

    /// <summary>A decoder before the first byte of an open device.</summary>
    /// <param name="options">How a number ends.</param>
    /// <exception cref="ArgumentOutOfRangeException">Silence is to last no time, or to end a number of no or more than 64 characters.</exception>
    public KeystrokeDecoder(KeystrokeOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Silence, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.EndsBySilence ?? 1, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.EndsBySilence ?? 1, Longest, nameof(options));
        _endsBySilence = options.EndsBySilence;
        _silence = (ulong)options.Silence.TotalMicroseconds;
        Restart();
    }

    /// <summary>How much was discarded since the start, by reason.</summary>
    public IReadOnlyDictionary<string, long> Discarded => new ReadOnlyDictionary<string, long>(
        Faults.ToDictionary(Word, fault => Interlocked.Read(ref _discarded[(int)fault])));

    /// <summary>Whether something waits for its end, which silence is too.</summary>
    public bool IsUnderWay => _length > 0 || _fault is not null;

    private bool Shifted => _leftShift || _rightShift;

    /// <summary>The device was opened: what came before is over, and what comes first may be the rest of a number.</summary>
    public void Restart()
    {
        if (IsUnderWay)
        {
            Finish(KeystrokeFault.Unfinished);
        }

        (_pieceLength, _lastAt, _dropping, _leftShift, _rightShift, _shiftStuck) = (0, null, false, false, false, false);
        _fault = KeystrokeFault.Unfinished;
    }

    /// <summary>Takes bytes up to the end of a number, or all of them.</summary>
    /// <param name="bytes">What came, in pieces of any length.</param>
    /// <param name="used">How many of them were taken; the others are for the next call.</param>
    /// <returns>The number; null when none came to its end.</returns>
    public string? Take(ReadOnlySpan<byte> bytes, out int used)
    {
        used = 0;
        string? number = null;
        while (number is null && used < bytes.Length)
        {
            var taken = Math.Min(InputEvent.Size - _pieceLength, bytes.Length - used);
            bytes.Slice(used, taken).CopyTo(_piece.AsSpan(_pieceLength));
            _pieceLength += taken;
            used += taken;
            if (_pieceLength == InputEvent.Size)
            {
                _pieceLength = 0;
                number = Take(InputEvent.Read(_piece));
            }
        }

        return number;
    }

    /// <summary>No key has stirred for <see cref="KeystrokeOptions.Silence"/>: what was typed is at its end.</summary>
    /// <returns>The number; null when it is none.</returns>
    public string? End() => Finish(_length >= _endsBySilence ? null : KeystrokeFault.Unfinished);

    private string? Take(InputEvent happened)
    {
        if (happened is { Type: EvdevAbi.Mark, Code: EvdevAbi.Dropped })
        {
            Spoil(KeystrokeFault.Dropped);
            // Whether a shift key was released is among what was lost.
            (_dropping, _leftShift, _rightShift, _shiftStuck) = (true, false, false, false);
        }

        var last = _lastAt;
        _lastAt = happened.Microseconds;
        if (_dropping)
        {
            _dropping = happened is not { Type: EvdevAbi.Mark, Code: EvdevAbi.Report };
            return null;
        }

        // What is read late may hold more than one number: silence is seen by the kernel's clock too.
        var earlier = IsUnderWay && unchecked(happened.Microseconds - last) > _silence ? End() : null;
        var now = happened.Type == EvdevAbi.Key ? Take(happened.Code, happened.Value) : null;
        return earlier ?? now;
    }

    private string? Take(ushort key, int value)
    {
        switch (key)
        {
            case EvdevAbi.LeftShift:
                Shift(ref _leftShift, value);
                return null;
            case EvdevAbi.RightShift:
                Shift(ref _rightShift, value);
                return null;
            case EvdevAbi.NumLock:
                // Some readers press it so that their keypad types digits, which it does here anyway.
                return null;
            case EvdevAbi.Enter or EvdevAbi.KeypadEnter when value == Pressed:
                _heard = true;
                return Finish(_length == 0 ? KeystrokeFault.Empty : null);
            case var _ when value == Pressed:
                _heard = true;
                Type(KeyLayout.Character(key, Shifted));
                return null;
            default:
                return null;
        }
    }

    private void Shift(ref bool key, int value)
    {
        key = value == Pressed || (value != Released && key);
        _shiftStuck &= Shifted;
    }

    private void Type(char? character)
    {
        if (character is null)
        {
            Spoil(KeystrokeFault.UnknownKey);
        }
        else if (_shiftStuck)
        {
            Spoil(KeystrokeFault.StuckShift);
        }
        else if (_length == Longest)
        {
            Spoil(KeystrokeFault.TooLong);
        }
        else
        {
            _typed[_length++] = character.Value;
        }
    }

    private string? Finish(KeystrokeFault? otherwise)
    {
        _shiftStuck = Shifted;
        var fault = _fault ?? (_shiftStuck ? KeystrokeFault.StuckShift : otherwise);
        var number = fault is null ? new string(_typed, 0, _length) : null;
        if (fault is { } reason && _heard)
        {
            Interlocked.Increment(ref _discarded[(int)reason]);
        }

        (_length, _fault, _heard) = (0, null, false);
        return number;
    }

    private void Spoil(KeystrokeFault fault)
    {
        _fault ??= fault;
        _heard = true;
    }

    private static string Word(KeystrokeFault fault) => fault switch
    {
        KeystrokeFault.Dropped => "dropped",
        KeystrokeFault.TooLong => "tooLong",
        KeystrokeFault.Empty => "empty",
        KeystrokeFault.UnknownKey => "unknownKey",
        KeystrokeFault.StuckShift => "stuckShift",
        _ => "unfinished",
    };
}
