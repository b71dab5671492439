using System.Buffers.Binary;

namespace Gatehouse.Hardware.Distance;

/// <summary>
/// Finds the frames in the bytes of a TF-Luna or TFmini: 59 59, distance, amplitude, two bytes more, and the low byte of
/// the sum of these eight. The two bytes are the chip's temperature or, in the first TFmini, its mode. Source: Benewake,
/// SJ-PM-TF-Luna A05, appendix I.
/// </summary>
public sealed class TfFrames
{
    /// <summary>A frame's length in bytes.</summary>
    public const int Size = 9;

    private const byte Head = 0x59;
    private const int CentimetresAt = 2;
    private const int AmplitudeAt = 4;

    private readonly byte[] _frame = new byte[Size];
    private int _length;
    private long _spoilt;

    /// <summary>How many frames had a wrong sum since the start.</summary>
    public long Spoilt => Interlocked.Read(ref _spoilt);

    /// <summary>Forgets a frame that has only begun.</summary>
    public void Restart() => _length = 0;

    /// <summary>Takes bytes up to the end of a sound frame, or all of them.</summary>
    /// <param name="bytes">What came, in pieces of any length.</param>
    /// <param name="used">How many of them were taken; the others are for the next call.</param>
    /// <returns>The frame; null when none came to its end.</returns>
    public TfFrame? Take(ReadOnlySpan<byte> bytes, out int used)
    {
        for (used = 0; used < bytes.Length;)
        {
            _frame[_length++] = bytes[used++];
            if (_length < Size)
            {
                SkipToHead();
            }
            else if (Sum() == _frame[^1])
            {
                _length = 0;
                return new TfFrame(
                    BinaryPrimitives.ReadUInt16LittleEndian(_frame.AsSpan(CentimetresAt)),
                    BinaryPrimitives.ReadUInt16LittleEndian(_frame.AsSpan(AmplitudeAt)));
            }
            else
            {
                Interlocked.Increment(ref _spoilt);
                // The true head may lie within what was taken for a frame.
                Drop(1);
                SkipToHead();
            }
        }

        return null;
    }

    private void SkipToHead()
    {
        while (_length > 0 && (_frame[0] != Head || (_length > 1 && _frame[1] != Head)))
        {
            Drop(1);
        }
    }

    private void Drop(int count)
    {
        _frame.AsSpan(count, _length - count).CopyTo(_frame);
        _length -= count;
    }

    private byte Sum()
    {
        byte sum = 0;
        foreach (var value in _frame.AsSpan(0, Size - 1))
        {
            sum += value;
        }

        return sum;
    }
}
