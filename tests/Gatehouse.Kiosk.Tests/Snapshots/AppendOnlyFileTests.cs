using Gatehouse.Contract;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Tests.Screening;

namespace Gatehouse.Kiosk.Tests.Snapshots;

public sealed class AppendOnlyFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private AppendOnlyFile<CalibrationRecord> File => new KioskSnapshots(_folder.Path).Calibrations;

    private string Path => System.IO.Path.Combine(_folder.Path, "calibrations.jsonl");

    [Fact]
    public void What_was_added_is_there_in_its_order()
    {
        Assert.Empty(File.Load());
        Add("a", "b", "c");
        Assert.Equal(["a", "b", "c"], File.Load().Select(c => c.Id));
    }

    [Fact]
    public void What_a_power_cut_left_of_another_is_passed_over_and_written_anew()
    {
        Add("a", "b");
        var whole = System.IO.File.ReadAllBytes(Path);
        Add("c");
        var three = System.IO.File.ReadAllBytes(Path);
        for (var cut = whole.Length; cut < three.Length; cut++)
        {
            System.IO.File.WriteAllBytes(Path, three[..cut]);
            Assert.Equal(["a", "b"], File.Load().Select(c => c.Id));
        }

        Add("d");
        Assert.Equal(["a", "b", "d"], File.Load().Select(c => c.Id));
    }

    [Fact]
    public void No_bit_can_be_changed_and_no_line_left_out_or_exchanged_unnoticed()
    {
        Add("a", "b", "c");
        var bytes = System.IO.File.ReadAllBytes(Path);
        for (var i = 0; i < bytes.Length; i++)
        {
            // A last line without its end is one that was never said to be kept.
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;
            System.IO.File.WriteAllBytes(Path, changed);
            Assert.True(i == bytes.Length - 1 ? File.Load().Count == 2 : Throws(), $"byte {i}");
        }

        var lines = System.IO.File.ReadAllLines(Path)[..2];
        System.IO.File.WriteAllBytes(Path, bytes);
        var all = System.IO.File.ReadAllLines(Path);
        System.IO.File.WriteAllLines(Path, [all[0], all[2]]);
        Assert.Contains("line 2", Assert.Throws<SnapshotException>(File.Load).Message, StringComparison.Ordinal);
        System.IO.File.WriteAllLines(Path, [all[1], all[0], all[2]]);
        Assert.Contains("line 1", Assert.Throws<SnapshotException>(File.Load).Message, StringComparison.Ordinal);
        Assert.Throws<SnapshotException>(() => Add("d"));
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public void A_revision_names_one_policy_only()
    {
        var state = new KioskSnapshots(_folder.Path);
        state.PutInForce(Samples.Policy);
        state.PutInForce(Samples.Policy);
        Assert.Single(state.Policies.Load());
        Assert.Contains("names another policy", Assert.Throws<SnapshotException>(() => state.PutInForce(Samples.Policy with { Limit = 36 })).Message, StringComparison.Ordinal);
        Assert.Equal(Samples.Policy.Limit, state.Policy.Load().Limit);
        state.PutInForce(new Policy { Revision = "p2", Limit = 36 });
        Assert.Equal(2, state.Policies.Load().Count);
    }

    private bool Throws()
    {
        try
        {
            return File.Load() is null;
        }
        catch (SnapshotException)
        {
            return true;
        }
    }

    private void Add(params string[] ids)
    {
        foreach (var id in ids)
        {
            File.Append(Samples.Plain with { Id = id });
        }
    }
}
