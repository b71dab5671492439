using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Proofs;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host verify</c>: reads everything that is stored, also in a copy, and says whether it is complete.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var authority = Authority();
        var json = new Option<bool>("--json") { Description = "Answer with one line of JSON." };
        var command = new Command("verify", "Read all that is stored, also in a copied folder, and check every hash, link, signature and tree; exit code 1 when anything is missing or changed.") { data, database, authority, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(data);
            await using var context = await ReadOnlyContexts.OpenAsync(folder, parsed.GetValue(database), cancellationToken);
            using var certificate = await AuthorityAsync(parsed.GetValue(authority) ?? Path.Combine(folder, "identity", "authority.pem"), cancellationToken);
            // The host may run meanwhile: everything must be of one moment.
            await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
            var report = await new DataVerifier(context, certificate).VerifyAsync(cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(report, EntryJson.Options));
                return report.Complete ? 0 : 1;
            }

            foreach (var epoch in report.Epochs)
            {
                await output.WriteLineAsync(Sentence(epoch));
            }

            foreach (var problem in report.Problems)
            {
                await output.WriteLineAsync(problem);
            }

            await output.WriteLineAsync(report.Complete
                ? $"Complete: {report.Records} records are as they were received, with {report.Checkpoints} checkpoints and {report.Trees} daily trees, and so are the {report.Audit} entries of the audit log."
                : $"NOT complete: {report.Problems.Count} problem(s) in {report.Records} records. Keep the folder as it is and tell whoever answers for the records.");
            return report.Complete ? 0 : 1;
        });
        return command;
    }

    internal static Option<string?> Authority() => new("--authority")
    {
        Description = "The host's authority.pem from a place that nobody at the host can write. Without it the one in the folder is taken.",
        HelpName = "FILE",
    };

    private static string Sentence(VerifiedEpoch epoch) => string.Create(
        CultureInfo.InvariantCulture,
        $"{epoch.Kiosk}, epoch {epoch.Epoch}: records up to {epoch.Last}; {(epoch.ProvenBy is { } by ? $"up to {epoch.ProvenTo} as {by} says" : "nothing of it is signed")}{(epoch.Lost is { } lost ? $"; lost at the gate, by its own record: {lost}" : "")}");

    internal static async Task<X509Certificate2> AuthorityAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new HostException($"The authority's certificate {file} cannot be read ({e.Message.TrimEnd('.')}): name it with --authority.", e);
        }
    }
}
