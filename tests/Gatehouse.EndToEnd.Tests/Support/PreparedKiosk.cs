using Gatehouse.Demo.People;
using Gatehouse.Demo.Services;

[assembly: AssemblyFixture(typeof(Gatehouse.EndToEnd.Tests.Support.PreparedKiosk))]

namespace Gatehouse.EndToEnd.Tests.Support;

/// <summary>The files of a kiosk that is commissioned and knows its people; each test works on a copy.</summary>
public sealed class PreparedKiosk : IAsyncLifetime
{
    public const string Name = "gate-1";

    private const int Seed = 2020;
    private readonly Scratch _scratch = new();

    /// <summary>Everybody on the roster; nobody's permission has expired.</summary>
    public IReadOnlyList<Person> People { get; } = MadeUpPeople.Make(600, new Random(Seed));

    public async ValueTask InitializeAsync()
    {
        var roster = DemoRoster.Of(People, everyoneValid: true, TimeProvider.System.GetUtcNow());
        var folder = new KioskFolder(Name, _scratch.Root);
        await folder.PrepareAsync(
            People, (roster, DemoRoster.Policy(3)), Programs.Kiosk(KioskBuild.Any), TimeProvider.System, CancellationToken.None);
        folder.Configure("\"backOffCap\": \"5 s\"", "\"backOffCap\": \"1 s\"");
    }

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A copy that waits for a credential from a host.</summary>
    public KioskFolder CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(_scratch.Root, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(_scratch.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return new KioskFolder(Name, folder);
    }

    /// <summary>A copy that works without a host.</summary>
    public KioskFolder CopyAloneTo(string folder)
    {
        var copy = CopyTo(folder);
        copy.Configure("\"credential\": \"credential.json\",", "");
        return copy;
    }
}

/// <summary>Changes in a kiosk's files.</summary>
public static class KioskFiles
{
    /// <summary>Replaces a part of the configuration, which must be there.</summary>
    public static void Configure(this KioskFolder kiosk, string part, string by)
    {
        var text = File.ReadAllText(kiosk.Configuration);
        Assert.Contains(part, text, StringComparison.Ordinal);
        File.WriteAllText(kiosk.Configuration, text.Replace(part, by, StringComparison.Ordinal));
    }

    public static string State(this KioskFolder kiosk, string file) => Path.Combine(kiosk.Root, "state", file);

    /// <summary>Changes one bit in the middle of a file.</summary>
    public static void Damage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
