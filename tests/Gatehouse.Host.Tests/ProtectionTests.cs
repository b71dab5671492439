using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>The keys by which hosts protect what browsers keep for them.</summary>
public sealed class ProtectionTests : IAsyncLifetime
{
    private RunningHost? _host;

    private RunningHost Host => _host!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task They_stand_sealed_in_the_database_and_outlive_the_host()
    {
        await LookAsync(Host);
        var xml = Assert.Single(Keys());
        Assert.Contains("<sealed", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Seal));

        await Host.RestartAsync();
        await LookAsync(Host);
        Assert.Equal(xml, Assert.Single(Keys()));
        Assert.False(Directory.Exists(Path.Combine(Host.Data, "console-keys")));
    }

    [Fact]
    public async Task Two_hosts_on_one_database_have_the_same()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "SQLite is one host's.");
        await LookAsync(Host);
        await using var other = await RunningHost.StartBesideAsync(Host);
        await LookAsync(other);
        Assert.Single(Keys());
    }

    [Fact]
    public async Task Without_the_key_that_seals_them_or_with_another_a_host_does_not_start_and_says_what_to_do()
    {
        await LookAsync(Host);
        await Host.StopAsync();
        byte[]?[] wrong = [null, [1, 2, 3], new byte[32]];
        foreach (var content in wrong)
        {
            File.Delete(Seal);
            if (content is not null)
            {
                await File.WriteAllBytesAsync(Seal, content, TestContext.Current.CancellationToken);
            }

            var (code, _, error) = await RunningHost.CommandAsync(null, "run", "--data", Host.Data, "--kiosk-port", "0", "--console-port", "0");
            Assert.Equal(1, code);
            Assert.Contains("copy it from the identity folder of a host on the same database", error, StringComparison.Ordinal);
        }
    }

    private string Seal => Path.Combine(Host.Data, "identity", "seal.key");

    private List<string> Keys() => [.. Host.Query("SELECT xml FROM protection_key").Select(r => (string)r[0])];

    private static Task<string> LookAsync(RunningHost host) => host.Browser.GetStringAsync(host.Console, TestContext.Current.CancellationToken);
}
