using System.Text.Json;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>A passage that was granted and of which the journal does not say how it ended.</summary>
/// <param name="Passage">Its id.</param>
/// <param name="Epoch">The epoch of its decision.</param>
/// <param name="Sequence">The number of its decision.</param>
public readonly record struct OpenPassage(string Passage, string Epoch, long Sequence)
{
    /// <summary>The open ones among these records, oldest first.</summary>
    public static IReadOnlyList<OpenPassage> In(IEnumerable<byte[]> lines)
    {
        var open = new List<OpenPassage>();
        foreach (var line in lines)
        {
            try
            {
                Take(JournalLine.ReadRecord(line), open);
            }
            catch (Exception e) when (e is JournalLineException or JsonException)
            {
                // Damaged, or of a form this software does not know: it says nothing of a passage, and the kiosk must start.
            }
        }

        return open;
    }

    private static void Take(JournalRecord record, List<OpenPassage> open)
    {
        if (record.Kind == RecordKind.Granted
            && record.Body.Deserialize(ContractJson.Default.PassageDecided) is { } granted)
        {
            open.Add(new OpenPassage(granted.Passage, record.Epoch, record.Sequence));
        }
        else if (record.Kind == RecordKind.Closed
            && record.Body.Deserialize(ContractJson.Default.PassageClosed) is { } closed)
        {
            open.RemoveAll(o => o.Passage == closed.Passage);
        }
    }
}
