using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Proofs;
using Gatehouse.Host.Storage;

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
            var tree = await ProvenTree.FindAsync(context, parsed.GetValue(day), parsed.GetValue(kiosk), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(tree, EntryJson.Options) : Sentences(tree.Tree, tree.Proofs));
            return 0;
        });
        return command;
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
}
