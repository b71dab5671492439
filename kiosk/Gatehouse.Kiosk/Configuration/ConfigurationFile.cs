using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>Reads the one configuration file, JSON with comments, and refuses it whole when anything in it is wrong.</summary>
public static class ConfigurationFile
{
    private static readonly JsonDocumentOptions Reading = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads a file. Paths in it are relative to the file's own folder.</summary>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static KioskConfiguration Read(string path)
    {
        var name = Path.GetFileName(path);
        if (Directory.Exists(path))
        {
            throw new ConfigurationException($"{path} is a folder: name the configuration's file.");
        }

        try
        {
            // As a stream: some editors begin a file with a byte order mark, which the parser skips there only.
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream, Reading);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ConfigurationException($"{name}: the file must hold one object in braces.");
            }

            return Read(new ConfigurationSection(name, "", document.RootElement), Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"{name}: the file is not JSON in line {e.LineNumber + 1}: {e.Message.Split(" LineNumber", 2)[0]}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The configuration {path} cannot be read: {e.Message}");
        }
    }

    private static KioskConfiguration Read(ConfigurationSection root, string folder)
    {
        root.Expect(
            "kiosk", "state", "credential", "gpio", "thermometer", "budget", "readers", "distance", "air", "turnstile", "light", "buzzer", "inputs", "lane", "sync", "clock");
        var kiosk = root.RequiredText("kiosk");
        var configuration = new KioskConfiguration(
            KioskId.TryParse(kiosk, out var id) ? id : throw root.Bad("kiosk", $"\"{kiosk}\"", KioskId.Rule),
            Path.GetFullPath(root.RequiredText("state"), folder),
            root.Text("credential") is { } credential ? Path.GetFullPath(credential, folder) : null,
            WiringSections.Read(root, folder, new LineUse(root.File)),
            BudgetSection.Read(root),
            Times(root),
            Sync(root))
        {
            ClockIsKept = root.Text("clock") switch
            {
                null or "network" => false,
                "kept" => true,
                { } other => throw root.Bad("clock", $"\"{other}\"", "\"network\", or \"kept\" where something else than network time keeps it"),
            },
        };
        root.Close();
        return configuration;
    }

    private static LaneTimes Times(ConfigurationSection root)
    {
        var times = new LaneTimes();
        if (root.Section("lane") is not { } section)
        {
            return times;
        }

        times = times with
        {
            Journal = section.Duration("journal", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)) ?? times.Journal,
        };
        section.Close();
        return times;
    }

    private static SyncOptions Sync(ConfigurationSection root)
    {
        var options = new SyncOptions();
        if (root.Section("sync") is not { } section)
        {
            return options;
        }

        options = options with
        {
            BackOffCap = section.Duration("backOffCap", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)) ?? options.BackOffCap,
        };
        section.Close();
        return options;
    }
}
