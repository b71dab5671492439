using Gatehouse.Contract;
using System.Text.Json;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.Tests.Snapshots;

/// <summary>Documents are written by people: whatever is not understood is refused, never ignored.</summary>
public sealed class SnapshotJsonTests
{
    [Theory]
    [InlineData("""{"revision":"p1","limit":37.3,"limt":38}""", "limt")]
    [InlineData("""{"revision":"p1","limit":"37.3"}""", "limit")]
    [InlineData("""{"revision":"p1"}""", "limit")]
    [InlineData("""{"revision":null,"limit":37.3}""", "revision")]
    [InlineData("""{"revision":"p1","limit":37.3,"limit":39}""", "limit")]
    [InlineData("""{"revision":"p1","limit":37.3,"readings":2.5}""", "readings")]
    [InlineData("""{"revision":"p1","limit":NaN}""", "limit")]
    [InlineData("""{"revision":"p1","limit":37.3} {}""", "")]
    public void A_policy(string json, string names) => Refused(json, names, text => JsonSerializer.Deserialize(text, PolicyJson.Default.Policy));

    [Theory]
    [InlineData("""{"number":"P1","name":"Ann","group":"office","badges":[],"validForm":"2026-01-01T00:00:00Z"}""", "validForm")]
    [InlineData("""{"number":"P1","name":"Ann","badges":[]}""", "group")]
    [InlineData("""{"number":"P1","name":"Ann","group":"office","badges":null}""", "badges")]
    [InlineData("""{"number":"P1","name":"Ann","group":"office","badges":[],"validTo":"soon"}""", "validTo")]
    [InlineData("""{"number":"P1","name":"Ann","group":"office","badges":[],"suspended":"no"}""", "suspended")]
    public void A_person(string json, string names) => Refused(Roster(people: json), names, text => JsonSerializer.Deserialize(text, SnapshotJson.Default.Roster));

    [Theory]
    [InlineData("""{"name":"day","windows":[{"days":["Moonday"],"from":"07:00","to":"19:00"}]}""", "days")]
    [InlineData("""{"name":"day","windows":[{"days":[8],"from":"07:00","to":"19:00"}]}""", "days")]
    [InlineData("""{"name":"day","windows":[{"days":["Monday"],"from":"25:00","to":"19:00"}]}""", "from")]
    [InlineData("""{"name":"day","windows":[{"days":["Monday"],"from":"07:00"}]}""", "to")]
    [InlineData("""{"name":"day"}""", "windows")]
    public void A_schedule(string json, string names) => Refused(Roster(schedules: json), names, text => JsonSerializer.Deserialize(text, SnapshotJson.Default.Roster));

    [Fact]
    public void A_group_without_a_schedule_and_a_person_without_limits_are_understood()
    {
        var roster = JsonSerializer.Deserialize(
            Roster(people: """{"number":"P1","name":"Ann","group":"office","badges":[]}"""), SnapshotJson.Default.Roster)!;
        Assert.Null(roster.Groups[0].Schedule);
        Assert.Null(roster.People[0].ValidFrom);
        Assert.False(roster.People[0].Suspended);
    }

    private static string Roster(string people = "", string schedules = "") =>
        $$"""{"revision":"r1","badgeKey":"","timeZone":"UTC","schedules":[{{schedules}}],"groups":[{"name":"office"}],"people":[{{people}}]}""";

    private static void Refused(string json, string names, Func<string, object?> read)
    {
        var error = Assert.ThrowsAny<JsonException>(() => read(json));
        Assert.Contains(names, error.Message + error.Path, StringComparison.Ordinal);
    }
}
