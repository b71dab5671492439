using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Hardware.Simulation;

/// <summary>A reader's answers on their way to the panel, and what becomes of them there.</summary>
internal sealed class SimulatedOsdpWire(SimulatedSerialLine line, Random random, TimeProvider time)
{
    private const int BabbledPieces = 40;
    private const int BabbledPiece = 10;

    // Longer than a panel waits before it asks again.
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(250);

    public int AnswersToLose { get; set; }

    public int AnswersToDelay { get; set; }

    public void Send(OsdpPacket answer, SimulatedOsdpFault fault)
    {
        var bytes = answer.Bytes.ToArray();
        if (AnswersToLose > 0)
        {
            AnswersToLose--;
            return;
        }

        if (AnswersToDelay > 0)
        {
            AnswersToDelay--;
            _ = SendLateAsync(bytes);
            return;
        }

        switch (fault)
        {
            case SimulatedOsdpFault.BadCrc:
                bytes[^1] ^= 0xFF;
                line.Send(bytes);
                break;
            case SimulatedOsdpFault.Garbage:
                line.Send(Noise(bytes.Length));
                break;
            case SimulatedOsdpFault.Babble:
                for (var piece = 0; piece < BabbledPieces; piece++)
                {
                    line.Send(Noise(BabbledPiece));
                }

                break;
            case SimulatedOsdpFault.Repeats:
                line.Send(bytes);
                line.Send(bytes);
                break;
            default:
                line.Send(bytes);
                break;
        }
    }

    private async Task SendLateAsync(byte[] bytes)
    {
        await Task.Delay(Late, time);
        line.Send(bytes);
    }

    private byte[] Noise(int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
