using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk install roster|policy FILE</c>: checks a document whole and puts it in force.</summary>
internal static class InstallCommand
{
    public static Command Create() => new("install", "Put a roster or a policy in force; a running kiosk takes it at its next start.")
    {
        Document("roster", "The people, badges, groups and schedules.", SnapshotJson.Default.Roster, (s, roster) => s.Roster.Store(roster), PlainBadges.Hashed, (roster, _) => Check(roster)),
        Document("policy", "The limits.", PolicyJson.Default.Policy, (s, policy) => s.PutInForce(policy), policy => policy, Check),
    };

    private static Command Document<T>(
        string name, string about, JsonTypeInfo<T> type, Action<KioskSnapshots, T> store, Func<T, T> prepare, Func<T, KioskConfiguration, string> check)
        where T : class
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var file = new Argument<FileInfo>("FILE") { Description = "The document, JSON." };
        var command = new Command(name, about) { file, config, json };
        Spoken.SetAction(command, async (parsed, output, _) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            var document = prepare(Read(parsed.GetRequiredValue(file), name, type));
            var revision = check(document, configuration);
            store(new KioskSnapshots(configuration.State), document);
            await output.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new Installed(name, revision), AppJson.Default.Installed)
                : $"The {name} '{revision}' is in force from the kiosk's next start.");
            return 0;
        });
        return command;
    }

    /// <summary>Reads a document from a file.</summary>
    /// <exception cref="SnapshotException">There is none, or it is none.</exception>
    internal static T Read<T>(FileInfo file, string name, JsonTypeInfo<T> type)
    {
        if (Directory.Exists(file.FullName))
        {
            throw new SnapshotException($"{file.FullName} is a folder: name the file of the {name}.");
        }

        try
        {
            using var stream = file.OpenRead();
            return JsonSerializer.Deserialize(stream, type)
                ?? throw new SnapshotException($"{file.Name} holds no {name}.");
        }
        catch (JsonException e)
        {
            throw new SnapshotException($"{file.Name} is not a {name}: {JsonTrouble.Of(e)}");
        }
        catch (FileNotFoundException)
        {
            throw new SnapshotException($"There is no file {file.FullName}.");
        }
    }

    private static string Check(Roster roster) => new AccessControl(roster).Revision;

    private static string Check(Policy policy, KioskConfiguration configuration) =>
        policy.Faults() is { Count: > 0 } faults ? throw new SnapshotException(string.Join(" ", faults))
        : policy.Unmet(configuration.Devices.Air is not null) is { } unmet ? throw new SnapshotException(unmet)
        : policy.Revision;
}
