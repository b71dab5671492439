using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Proofs;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host tree</c>: prints the root of a day, to be kept elsewhere, and the proof that a kiosk's head is in it.</summary>
internal static class TreeCommand
{
    public static Command Create()
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var day = new Option<string?>("--day") { Description = "The day, as 2026-03-01; the last one without it.", HelpName = "DAY" };
        var kiosk = new Option<string?>("--kiosk") { Description = "Prove that this kiosk's records are in it.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "Answer with one line of JSON." };
        var command = new Command("tree", "Print the root of a day's tree over all kiosks, as RFC 6962 makes it.") { data, database, day, kiosk, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var context = await ReadOnlyContexts.OpenAsync(parsed.GetRequiredValue(data), parsed.GetValue(database), cancellationToken);
            var tree = await FindAsync(context, parsed.GetValue(day), cancellationToken);
            var head = SignedLine.Read(tree.Line, TreeJson.Default.TreeHead) ?? throw new HostException($"The tree of {tree.Day} cannot be read: 'gatehouse-host verify' tells more.");
            var proofs = Proofs(DailyTree.Leaves(tree), parsed.GetValue(kiosk), tree.Day);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { tree = head, line = Encoding.UTF8.GetString(tree.Line), proofs }, EntryJson.Options)
                : Sentences(head, proofs));
            return 0;
        });
        return command;
    }

    private static async Task<TreeRow> FindAsync(GatehouseContext context, string? day, CancellationToken cancellationToken)
    {
        if (day is not null && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            throw new HostException($"'{day}' is not a day: write it as 2026-03-01.");
        }

        return await context.Trees.AsNoTracking().Where(t => day == null || t.Day == day).OrderByDescending(t => t.Day).FirstOrDefaultAsync(cancellationToken)
            ?? throw new HostException(day is null
                ? "There is no tree yet: the host makes one soon after midnight, once it holds records."
                : $"There is no tree of {day}: the host makes one soon after midnight, and did not run then or held nothing.");
    }

    private static List<TreeProof> Proofs(IReadOnlyList<byte[]> leaves, string? kiosk, string day)
    {
        if (kiosk is null)
        {
            return [];
        }

        List<TreeProof> proofs =
        [
            .. from index in Enumerable.Range(0, leaves.Count)
               let leaf = JsonSerializer.Deserialize(leaves[index], TreeJson.Default.TreeLeaf)!
               where leaf.Kiosk == kiosk
               select new TreeProof(index, Encoding.UTF8.GetString(leaves[index]), [.. MerkleTree.Proof(index, leaves).Select(Convert.ToHexStringLower)]),
        ];
        return proofs.Count > 0 ? proofs : throw new HostException($"Nothing of the kiosk {kiosk} is in the tree of {day}.");
    }

    private static string Sentences(TreeHead head, IEnumerable<TreeProof> proofs)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Tree of {DailyTree.Text(head.Day)}, made {head.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC over {head.Size} leaves");
        text.AppendLine(CultureInfo.InvariantCulture, $"root      {head.Root}");
        text.Append(CultureInfo.InvariantCulture, $"previous  {head.Previous ?? "none"}");
        foreach (var proof in proofs)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"leaf {proof.Index}: {proof.Leaf}");
            text.AppendJoin(Environment.NewLine, proof.Path.Select(hash => $"  beside  {hash}"));
        }

        return text.ToString();
    }

    private sealed record TreeProof(int Index, string Leaf, IReadOnlyList<string> Path);
}
