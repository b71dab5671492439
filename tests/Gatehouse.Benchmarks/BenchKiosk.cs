using Gatehouse.Contract;
using Gatehouse.Demo.People;
using Gatehouse.Demo.Services;

namespace Gatehouse.Benchmarks;

/// <summary>A kiosk without a host, for a process of its own.</summary>
internal static class BenchKiosk
{
    private const int Seed = 1;

    public static IReadOnlyList<Person> People { get; } = MadeUpPeople.Make(258, new Random(Seed));

    /// <summary>One sample a reading: the thermometer's physics are not what is measured.</summary>
    public static Policy Policy { get; } = DemoRoster.Policy(readings: 3) with { Samples = 1 };

    public static async Task PrepareAsync(KioskFolder folder, ProgramFile program, TimeProvider time, CancellationToken cancellationToken)
    {
        var roster = DemoRoster.Of(People, everyoneValid: true, time.GetUtcNow());
        await folder.PrepareAsync(People, (roster, Policy), program, time, cancellationToken);
        var configuration = await File.ReadAllTextAsync(folder.Configuration, cancellationToken);
        await File.WriteAllTextAsync(
            folder.Configuration,
            configuration.Replace("\"credential\": \"credential.json\",", "", StringComparison.Ordinal),
            cancellationToken);
    }
}
