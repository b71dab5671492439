using System.Net;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Faults;

/// <summary>Records are replaced by others that are properly chained, at the gate or on the host: what was signed tells.</summary>
public sealed class RewrittenHistory : HostAndKiosk
{
    private readonly Journal _journal = new Journal("gate-1").Walk(10);

    protected override async Task PrepareAsync()
    {
        await Kiosk.SendAsync(_journal);
        await Kiosk.ConfirmAsync(Kiosk.Sign(_journal, 10));
    }

    [Fact]
    public async Task At_the_gate_a_checkpoint_that_names_another_record_is_an_alarm_and_changes_nothing()
    {
        await Refused.ChangesNothingAsync(
            Host, HttpStatusCode.Conflict, "Record 20 is not held as it was signed", () => Kiosk.ShowAsync(Kiosk.Sign(_journal, 20, RecordHash.Of("another"u8).ToString())));

        var alarm = Assert.Single((await Host.GetAsync("/api/v1/alarms")).GetProperty("alarms").EnumerateArray());
        Assert.Equal(("gate-1", "e1", "checkpoint", 20), (alarm.GetProperty("kiosk").GetString(), alarm.GetProperty("epoch").GetString(), alarm.GetProperty("kind").GetString(), alarm.GetProperty("sequence").GetInt32()));
        Assert.Equal("contradicted", (await Host.GetAsync("/api/v1/summary")).GetProperty("chain").GetString());
    }

    [Fact]
    public async Task On_the_host_the_next_checkpoint_finds_what_was_countersigned_before_no_longer_there()
    {
        // Records 9 to 20 are written anew, the last one included, and the run tells the same: the chain itself is sound.
        var other = Rewritten(8);
        for (var i = 9; i <= 20; i++)
        {
            Host.Alter($"UPDATE record SET Line = BYTES('{Convert.ToHexString(other.Line(i))}') WHERE Sequence = {i}");
        }

        Host.Alter($"UPDATE run SET last_hash = '{other.HashOf(20)}'");
        Assert.Equal("verified", (await Host.GetAsync("/api/v1/summary?verify=true")).GetProperty("chain").GetString());

        await Refused.ChangesNothingAsync(Host, HttpStatusCode.Conflict, "Record 10 is not held as it was signed", () => Kiosk.ShowAsync(Kiosk.Sign(other, 20)));
        Assert.Equal("checkpoint", Host.Query("SELECT Kind FROM alarm").Single()[0]);
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.Conflict, "Record 20 is not held as it was signed", () => Kiosk.ShowAsync(Kiosk.Sign(_journal, 20)));
    }

    [Fact]
    public async Task A_stored_line_that_was_changed_is_not_countersigned()
    {
        Host.Alter("UPDATE record SET Line = REPLACED(Line, '{\"kiosk', '{\"kiosc') WHERE Sequence = 20");
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.Conflict, "Record 20", () => Kiosk.ShowAsync(Kiosk.Sign(_journal, 20)));
    }

    private static Journal Rewritten(int keep)
    {
        var other = new Journal("gate-1").Walk(keep / 2);
        while (other.Count < 20)
        {
            other.Add(RecordKind.Stopped);
        }

        return other;
    }
}
