using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Blinks and sounds for somebody who looks for this gate, whenever nobody is at it.</summary>
internal sealed class Beacon(LaneWork work, Entrance entrance, Action<LaneEvent> post)
{
    /// <summary>How often it goes dark and bright.</summary>
    public const int Blinks = 20;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    /// <summary>Goes dark or bright again, so many times more.</summary>
    public void Blink(int left)
    {
        if (entrance.State == LaneState.Ready)
        {
            Show(isDark: left > 0 && left % 2 == 0);
        }

        if (left > 0)
        {
            _ = LaterAsync(left - 1);
        }
    }

    private void Show(bool isDark)
    {
        work.Show(LaneState.Ready, isDark ? Signal.OutOfService : entrance.Resting);
        if (isDark)
        {
            work.Devices.Buzzer.Sound(Tone.Attention);
        }
    }

    private async Task LaterAsync(int left)
    {
        await Task.Delay(Between, work.Clocks.Lane, CancellationToken.None);
        post(new LookedFor(left));
    }
}
