using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host audit</c>: who did what.</summary>
internal static class AuditCommand
{
    private const int Usual = 50;
    private const int Most = 10_000;

    public static Command Create()
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var of = new Option<string?>("--of") { Description = "Only what was done to this person's number, badge, kiosk or user.", HelpName = "NAME" };
        var last = new Option<int>("--last") { Description = $"At most so many, the newest, up to {Most}.", HelpName = "N", DefaultValueFactory = _ => Usual };
        last.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most))
            {
                result.AddError($"--last is a number from 1 to {Most}, not {text}.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("audit", "Show who changed what, the newest last; 'verify' checks that nothing of it was changed.") { data, database, of, last, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var store = new HostDatabase(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database));
            await store.PrepareAsync(cancellationToken);
            var entries = (await new AuditList(store).OlderAsync(null, parsed.GetValue(of), parsed.GetValue(last), cancellationToken)).Reverse().ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new { audit = entries }, EntryJson.Options));
                return 0;
            }

            foreach (var entry in entries)
            {
                await output.WriteLineAsync(Line(entry));
            }

            if (entries.Count == 0)
            {
                await output.WriteLineAsync("Nothing was done yet.");
            }

            return 0;
        });
        return command;
    }

    private static string Line(AuditView entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Sequence,6}  {entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {entry.By,-20}  {entry.Action,-16}  {entry.Subject,-16}  {Change(entry)}").TrimEnd();

    private static string Change(AuditView entry) => (entry.Before, entry.After) switch
    {
        (null, null) => entry.Erased ? "(erased)" : "",
        ({ } before, null) => $"was {before}",
        (null, { } after) => $"{after}",
        ({ } before, { } after) => $"{before} became {after}",
    };
}
