using System.Text.Json;
using CsCheck;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Tests.Access;
using Gatehouse.Kiosk.Tests.Screening;

namespace Gatehouse.Kiosk.Tests.Snapshots;

public sealed class SnapshotFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private KioskSnapshots State => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_stored_is_loaded()
    {
        State.Policy.Store(Samples.Policy);
        State.Calibration.Store(Samples.Plain);
        Assert.Equivalent(Samples.Policy, State.Policy.Load(), strict: true);
        Assert.Equal(Samples.Plain, State.Calibration.Load());
    }

    [Fact]
    public void A_policy_that_says_only_what_it_must_has_the_documented_defaults() =>
        Assert.Equivalent(
            new Policy { Revision = "p1", Limit = 36.5 },
            JsonSerializer.Deserialize("""{ "revision": "p1", "limit": 36.5 }""", PolicyJson.Default.Policy),
            strict: true);

    [Fact]
    public void A_roster_is_loaded_as_it_was_down_to_nights_and_validities()
    {
        var from = new DateTimeOffset(2026, 3, 2, 7, 30, 0, TimeSpan.FromHours(8));
        State.Roster.Store(Rosters.With(new RosterPerson("P9", "邓小明", "furnace", [Rosters.Hash(9)], from, null, Suspended: true)));
        var roster = State.Roster.Load();
        Assert.Equal("r1", new AccessControl(roster).Revision);
        Assert.Null(roster.Groups[0].Schedule);
        Assert.Equal([DayOfWeek.Sunday, DayOfWeek.Saturday], roster.Schedules[1].Windows[0].Days);
        Assert.Equal(new TimeOnly(6, 0), roster.Schedules[1].Windows[0].To);
        var person = roster.People[^1];
        Assert.Equal(("邓小明", (DateTimeOffset?)from, (DateTimeOffset?)null, true), (person.Name, person.ValidFrom, person.ValidTo, person.Suspended));
    }

    [Fact]
    public void Where_there_is_none_the_message_says_how_to_install_one()
    {
        var error = Assert.Throws<SnapshotException>(() => State.Roster.Load());
        Assert.Contains("There is no roster", error.Message, StringComparison.Ordinal);
        Assert.Contains("gatehouse-kiosk install roster FILE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_generation_before_is_kept()
    {
        Store("p1", "p2", "p3");
        Assert.Equal("p3", State.Policy.Load().Revision);
        File.Delete(_folder.File("policy.json"));
        Assert.Equal("p2", State.Policy.Load().Revision);
    }

    [Fact]
    public void Any_byte_changed_in_the_newer_one_brings_back_the_one_before()
    {
        Store("p1", "p2");
        var bytes = File.ReadAllBytes(_folder.File("policy.json"));
        Gen.Select(Gen.Int[0, bytes.Length - 2], Gen.Byte[1, 255]).Sample(
            (at, mask) =>
            {
                var changed = (byte[])bytes.Clone();
                changed[at] ^= mask;
                File.WriteAllBytes(_folder.File("policy.json"), changed);
                return State.Policy.Load().Revision == "p1";
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void The_newer_one_cut_at_any_byte_brings_back_the_one_before()
    {
        Store("p1", "p2");
        var bytes = File.ReadAllBytes(_folder.File("policy.json"));
        for (var length = 0; length < bytes.Length - 1; length++)
        {
            File.WriteAllBytes(_folder.File("policy.json"), bytes[..length]);
            Assert.Equal("p1", State.Policy.Load().Revision);
        }
    }

    [Fact]
    public void A_damaged_one_does_not_push_out_the_sound_one_before()
    {
        Store("p1", "p2");
        File.WriteAllText(_folder.File("policy.json"), "damaged");
        Store("p3");
        Assert.Equal("p3", State.Policy.Load().Revision);
        File.Delete(_folder.File("policy.json"));
        Assert.Equal("p1", State.Policy.Load().Revision);
    }

    [Fact]
    public void Taking_the_one_before_is_said()
    {
        var said = new List<string>();
        Store("p1", "p2");
        Assert.Equal("p2", State.Policy.Load(said.Add).Revision);
        Assert.Empty(said);
        File.WriteAllText(_folder.File("policy.json"), "damaged");
        Assert.Equal("p1", State.Policy.Load(said.Add).Revision);
        Assert.Contains("the one before it is in force", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_damaged_says_so_and_what_to_do()
    {
        Store("p1", "p2");
        File.WriteAllText(_folder.File("policy.json"), "damaged");
        File.WriteAllText(_folder.File("policy.previous.json"), "damaged");
        var error = Assert.Throws<SnapshotException>(() => State.Policy.Load());
        Assert.Contains("Both generations of the policy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_half_written_one_aside_is_not_looked_at()
    {
        Store("p1");
        File.WriteAllText(_folder.File("policy.json.new"), "{\"rev");
        Assert.Equal("p1", State.Policy.Load().Revision);
        Store("p2");
        Assert.Equal("p2", State.Policy.Load().Revision);
    }

    [Fact]
    public void Between_the_two_renames_the_one_before_is_in_force()
    {
        Store("p1", "p2");
        File.Move(_folder.File("policy.json"), _folder.File("policy.previous.json"), overwrite: true);
        Assert.Equal("p2", State.Policy.Load().Revision);
        Store("p3");
        Assert.Equal("p3", State.Policy.Load().Revision);
    }

    [Fact]
    public void Only_the_kiosks_user_may_read_it()
    {
        Store("p1", "p2");
        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void A_file_left_aside_that_others_may_read_does_not_make_the_new_one_readable()
    {
        File.WriteAllText(_folder.File("policy.json.new"), "old");
        File.SetUnixFileMode(_folder.File("policy.json.new"), (UnixFileMode)0b110_110_110);
        Store("p1");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("policy.json")));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_and_what_is_in_force_stays()
    {
        Store("p1");
        Directory.CreateDirectory(_folder.File("policy.json.new"));
        var error = Assert.Throws<SnapshotException>(() => Store("p2"));
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal("p1", State.Policy.Load().Revision);
    }

    [Fact]
    public void One_that_the_medium_does_not_give_back_counts_as_damaged()
    {
        Store("p1", "p2");
        File.Delete(_folder.File("policy.json"));
        File.CreateSymbolicLink(_folder.File("policy.json"), "/proc/self/mem"); // reading it is an input/output error
        Assert.Equal("p1", State.Policy.Load().Revision);
        File.Delete(_folder.File("policy.previous.json"));
        Assert.Throws<SnapshotException>(() => State.Policy.Load());
    }

    private void Store(params string[] revisions)
    {
        foreach (var revision in revisions)
        {
            State.Policy.Store(new Policy { Revision = revision, Limit = 37.3 });
        }
    }
}
