using System.Globalization;
using Gatehouse.Contract;
using LiteDB;

namespace Gatehouse.Kiosk.View;

/// <summary>One decision as the local log shows it; no names and no health values.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Person">The person's number; null for an unknown badge.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Kind"><c>granted</c> or <c>refused</c>.</param>
/// <param name="Reason">Why, in a word.</param>
/// <param name="Verdict">The verdict; null when nothing was measured.</param>
/// <param name="Outcome">How it ended; null while open or when refused.</param>
public sealed record ViewEntry(
    DateTimeOffset At, string? Person, string Direction, string Kind, string Reason, string? Verdict, string? Outcome)
{
    internal static BsonValue Key(string epoch, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{epoch}.{Math.Max(0, sequence):D12}");

    internal static BsonDocument Document(JournalRecord record, PassageDecided decided) => new()
    {
        ["_id"] = Key(record.Epoch, record.Sequence),
        ["at"] = record.At.UtcDateTime,
        ["person"] = decided.Person,
        ["direction"] = decided.Direction,
        ["kind"] = record.Kind,
        ["reason"] = decided.Reason,
        ["verdict"] = decided.Verdict,
    };

    internal static ViewEntry From(BsonDocument document) => new(
        document["at"].AsDateTime,
        Text(document["person"]),
        document["direction"].AsString,
        document["kind"].AsString,
        document["reason"].AsString,
        Text(document["verdict"]),
        Text(document["outcome"]));

    private static string? Text(BsonValue value) => value.IsString ? value.AsString : null;
}
