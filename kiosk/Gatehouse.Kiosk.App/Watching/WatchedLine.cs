namespace Gatehouse.Kiosk.App.Watching;

/// <summary>One thing a device said.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Device">Which device.</param>
/// <param name="Kind">What it is: <c>raw</c> from the wire, <c>sample</c>, <c>badge</c>, <c>input</c>, <c>discarded</c>, <c>fault</c> or <c>works</c>.</param>
/// <param name="Text">It in words.</param>
internal sealed record WatchedLine(DateTimeOffset At, string Device, string Kind, string Text);
