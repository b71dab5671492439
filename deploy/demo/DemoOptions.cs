namespace Gatehouse.Demo;

/// <summary>What the demo was asked for.</summary>
/// <param name="People">Made-up people, 1 to 10000.</param>
/// <param name="Kiosks">Gates, 1 to 16.</param>
/// <param name="For">How long; null until everyone has passed (headless) or the user quits.</param>
/// <param name="Speed">How many times faster devices and lane timers run.</param>
/// <param name="Headless">Without colour, keys and browser hint.</param>
/// <param name="Replay">The data set to send through; null for a shift change.</param>
/// <param name="Column">The column whose rounds are the readings.</param>
/// <param name="Json">Whether the last line is one JSON object.</param>
/// <param name="Data">Where state is kept; null for a folder that is removed at the end.</param>
/// <param name="Kiosk">Another gatehouse-kiosk executable; null for the one built beside the demo.</param>
/// <param name="Limit">The policy's limit, °C.</param>
/// <param name="Readings">Readings at most; null for what the crowd brings.</param>
/// <param name="Seed">From which chance is drawn.</param>
internal sealed record DemoOptions(
    int People, int Kiosks, TimeSpan? For, double Speed, bool Headless, FileInfo? Replay, string Column, bool Json,
    DirectoryInfo? Data, FileInfo? Kiosk, double Limit, int? Readings, int Seed);
