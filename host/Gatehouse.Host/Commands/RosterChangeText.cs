using Gatehouse.Host.Identity;
using Gatehouse.Host.Rosters;

namespace Gatehouse.Host.Commands;

/// <summary>Says what came of a change that gates have to know.</summary>
internal static class RosterChangeText
{
    /// <summary>Writes it as one line.</summary>
    /// <exception cref="HostException">It was refused.</exception>
    public static async Task<int> WriteAsync(TextWriter output, RosterChange change, string about)
    {
        var what = about.Length == 0 ? "" : about + ": ";
        await output.WriteLineAsync(change switch
        {
            { Refusal: { } why } => throw new HostException(why),
            { Roster: { } roster } => $"{what}{change.Was ?? "nothing"} becomes {change.Is ?? "nothing"}. Roster {roster} is ready, and 'kiosk list' shows which gates decide by it.",
            _ => $"{what}{change.Is}: it was so before.",
        });
        return 0;
    }
}
