using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Records what a reader says of itself. What is told of its housing and its supply stands beside whether it reads.</summary>
internal sealed class ReaderHealth(Direction direction, DeviceHealth health)
{
    private readonly string _reader = Device(direction);

    /// <summary>What records call a reader.</summary>
    public static string Device(Direction direction) => direction == Direction.In ? "readerIn" : "readerOut";

    public void Take(ReaderEvent reported)
    {
        switch (reported)
        {
            case ReaderFailed failed:
                health.Failed(Part(failed.Fault), Word(failed.Fault), failed.Message);
                break;
            case ReaderRecovered recovered:
                health.Works(Part(recovered.Fault));
                break;
        }
    }

    private string Part(ReaderFault fault) => fault switch
    {
        ReaderFault.Tampered => _reader + "Housing",
        ReaderFault.Supply => _reader + "Supply",
        _ => _reader,
    };

    private static string Word(ReaderFault fault) => fault switch
    {
        ReaderFault.Lost => "lost",
        ReaderFault.Denied => "denied",
        ReaderFault.Unsound => "unsound",
        ReaderFault.Insecure => "insecure",
        ReaderFault.Tampered => "tampered",
        _ => "supply",
    };
}
