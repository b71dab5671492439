using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Proofs;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Proofs;

/// <summary><c>gatehouse-host verify</c> and <c>tree</c> on a copied folder: two kiosks, two days, signed at 10 and 20.</summary>
public sealed class VerifyAndTreeTests(TwoDays days) : IClassFixture<TwoDays>, IDisposable
{
    private readonly DataCopy _data = days.Copy();

    private Journal Journal => days.Journal;

    private string Data => _data.Folder;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Says_complete_and_leaves_the_folder_as_it_is()
    {
        var before = Directory.GetFiles(Data, "*", SearchOption.AllDirectories);
        var (code, output, error) = await RunningHost.CommandAsync(null, "verify", "--data", Data);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("gate-1, epoch e1: records up to 30; up to 30 as the tree of ", output, StringComparison.Ordinal);
        Assert.Contains("Complete: 36 records are as they were received, with 2 checkpoints and 2 daily trees, and so are the 3 entries of the audit log.", output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(Data, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Works_beside_a_running_host() => Assert.Equal(0, (await RunningHost.CommandAsync(null, "verify", "--data", days.Host.Data)).Code);

    [Theory]
    [InlineData("UPDATE record SET Line = REPLACED(Line, '\"seq\":14,', '\"seq\":94,') WHERE epoch_id = (SELECT id FROM epoch WHERE kiosk_id = (SELECT id FROM kiosk WHERE Name = 'gate-1')) AND Sequence = 14", "record 14 was changed", "up to 10 it is as the checkpoint")]
    [InlineData("DELETE FROM record WHERE Sequence = 14", "record 14 is missing", "up to 10 it is as the checkpoint")]
    [InlineData("DELETE FROM checkpoint WHERE Sequence = 10;DELETE FROM record WHERE Sequence = 30", "record 30 is missing", "up to 20 it is as the tree")]
    public async Task Names_what_is_missing_or_changed_and_what_proves_the_rest(string sql, string problem, string proven)
    {
        foreach (var statement in sql.Split(';'))
        {
            _data.Alter(statement);
        }

        var (code, output, _) = await RunningHost.CommandAsync(null, "verify", "--data", Data);
        Assert.Equal(1, code);
        Assert.Contains($"gate-1, epoch e1: {problem}", output, StringComparison.Ordinal);
        Assert.Contains(proven, output, StringComparison.Ordinal);
        Assert.Contains("NOT complete", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_written_anew_with_a_sound_chain_is_told_by_checkpoints_and_trees()
    {
        var other = new Journal("gate-1").Walk(6);
        while (other.Count < 30)
        {
            other.Add(RecordKind.Stopped);
        }

        for (var i = 13; i <= 30; i++)
        {
            _data.Alter($"UPDATE record SET Line = BYTES('{Convert.ToHexString(other.Line(i))}') WHERE Sequence = {i}");
        }

        _data.Alter($"UPDATE run SET last_hash = '{other.HashOf(30)}' WHERE Last = 30");
        var (code, output, _) = await RunningHost.CommandAsync(null, "verify", "--data", Data);
        Assert.Equal(1, code);
        Assert.Contains("record 20 is not the one that the checkpoint received ", output, StringComparison.Ordinal);
        Assert.Contains($"record 20 is not the one that the tree of {days.First} names", output, StringComparison.Ordinal);
        Assert.Contains("record 30 is not the one that the tree of ", output, StringComparison.Ordinal);
        Assert.Contains("up to 10 it is as the checkpoint received ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_cut_off_together_with_all_that_tells_of_them_are_told_by_the_tree()
    {
        _data.Alter("DELETE FROM record WHERE Sequence = 30");
        _data.Alter("DELETE FROM record WHERE Sequence = 29");
        _data.Alter($"UPDATE run SET Last = 28, last_hash = '{Journal.HashOf(28)}' WHERE Last = 30");
        var (code, output, _) = await RunningHost.CommandAsync(null, "verify", "--data", Data);
        Assert.Equal(1, code);
        Assert.Contains("record 30, which the tree of ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE checkpoint SET Line = REPLACED(Line, '\"sequence\":20', '\"sequence\":12') WHERE Sequence = 20", "is not signed by the kiosk")]
    [InlineData("UPDATE checkpoint SET Line = REPLACED(Line, '\"boot\":\"0', '\"boot\":\"1') WHERE Sequence = 20", "is not signed by the kiosk")]
    [InlineData("UPDATE checkpoint SET Countersignature = Line WHERE Sequence = 20", "the countersignature of the checkpoint")]
    [InlineData("DELETE FROM tree WHERE Day = (SELECT min(Day) FROM tree)", "does not name the one before it")]
    [InlineData("UPDATE tree SET Line = REPLACED(Line, '\"size\":3', '\"size\":4') WHERE Day = (SELECT min(Day) FROM tree)", "is not signed by this host")]
    [InlineData("UPDATE tree SET Leaves = REPLACED(Leaves, '\"sequence\":20', '\"sequence\":12') WHERE Day = (SELECT min(Day) FROM tree)", "has not the root that was signed")]
    public async Task A_changed_signature_or_tree_is_told(string sql, string problem)
    {
        _data.Alter(sql);
        var (code, output, _) = await RunningHost.CommandAsync(null, "verify", "--data", Data);
        Assert.Equal(1, code);
        Assert.Contains(problem, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_authority_proves_nothing()
    {
        using var scratch = new Scratch();
        await RunningHost.CommandAsync(null, "kiosk", "invite", "gate-1", "--data", scratch.Data);
        var (code, output, _) = await RunningHost.CommandAsync(null, "verify", "--data", Data, "--authority", Path.Combine(scratch.Data, "identity", "authority.pem"));
        Assert.Equal(1, code);
        Assert.Contains("is not signed by this host", output, StringComparison.Ordinal);
        Assert.Contains("is not signed by the kiosk", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tree_of_a_day_names_the_one_before_and_proves_a_kiosk()
    {
        var (_, last, _) = await RunningHost.CommandAsync(null, "tree", "--data", Data, "--json");
        var (_, first, error) = await RunningHost.CommandAsync(null, "tree", "--data", Data, "--day", days.First, "--kiosk", "gate-1", "--json");
        Assert.Equal("", error);
        using var later = JsonDocument.Parse(last);
        using var tree = JsonDocument.Parse(first);
        Assert.Equal(RecordHash.Of(Encoding.UTF8.GetBytes(tree.RootElement.GetProperty("line").GetString()!)).ToString(), later.RootElement.GetProperty("tree").GetProperty("previous").GetString());

        var proof = Assert.Single(tree.RootElement.GetProperty("proofs").EnumerateArray());
        var leaf = proof.GetProperty("leaf").GetString()!;
        Assert.Equal($$"""{"kiosk":"gate-1","epoch":"e1","sequence":20,"hash":"{{Journal.HashOf(20)}}"}""", leaf);
        var root = MerkleTree.RootOf(
            Encoding.UTF8.GetBytes(leaf), proof.GetProperty("index").GetInt32(), tree.RootElement.GetProperty("tree").GetProperty("size").GetInt32(),
            [.. proof.GetProperty("path").EnumerateArray().Select(h => Convert.FromHexString(h.GetString()!))]);
        Assert.Equal(tree.RootElement.GetProperty("tree").GetProperty("root").GetString(), Convert.ToHexStringLower(root!));
    }

    [Fact]
    public async Task A_day_has_one_tree_however_often_the_host_starts()
    {
        await days.Host.RestartAsync(new ShiftedTime(TimeSpan.FromDays(2)));
        await days.Host.RestartAsync(new ShiftedTime(TimeSpan.FromDays(1)));
        Assert.Equal(2L, days.Host.Query("SELECT count(*) FROM tree").Single()[0]);
    }

    [Theory]
    [InlineData("--day", "1999-01-01", "There is no tree of 1999-01-01")]
    [InlineData("--day", "today", "is not a day")]
    [InlineData("--kiosk", "gate-9", "Nothing of the kiosk gate-9")]
    public async Task What_there_is_not_is_one_sentence(string option, string value, string says)
    {
        var (code, _, error) = await RunningHost.CommandAsync(null, "tree", "--data", Data, option, value);
        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_data_is_named()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, TestDatabase.OfAFile);
        var (code, _, error) = await RunningHost.CommandAsync(null, "verify", "--data", Path.Combine(Data, "nowhere"));
        Assert.Equal(1, code);
        Assert.Contains("There is no host's data in ", error, StringComparison.Ordinal);
    }
}
