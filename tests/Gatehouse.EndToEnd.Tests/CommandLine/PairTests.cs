using Gatehouse.Contract;
using Gatehouse.Demo.Services;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.CommandLine;

/// <summary>A kiosk joins a host by a token: by terminal, by a file, and at its first start.</summary>
public sealed class PairTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private readonly KioskFolder _kiosk;
    private readonly HostService _host;

    public PairTests(PreparedKiosk prepared)
    {
        _kiosk = prepared.CopyTo(_scratch.Path(PreparedKiosk.Name));
        _host = new HostService(_scratch.Root, TimeProvider.System);
    }

    public async ValueTask InitializeAsync() => await _host.StartAsync(Token);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task By_a_file_and_both_sides_show_the_same_four_words()
    {
        await _host.InviteAsync("gate-1", _scratch.Root, Token);
        var joined = (await PairAsync("--token", TokenFile)).Succeeded();
        Assert.Contains("gate-1 has joined https://127.0.0.1", joined.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(TokenFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_kiosk.Credential));
        Assert.False(File.Exists(_kiosk.Credential + ".key"));
        var words = joined.Lines[2].Trim();
        Assert.Matches("^([a-z]{5} ){3}[a-z]{5}$", words);
        Assert.Contains(words, (await ListAsync()).Output, StringComparison.Ordinal);

        (await PairAsync("--token", TokenFile)).Refused("gate-1 has joined already", "--replace");
    }

    [Fact]
    public async Task By_terminal_where_the_token_is_no_argument_that_others_see()
    {
        await _host.InviteAsync("gate-1", _scratch.Root, Token);
        var answer = (await Finished.AnsweredAsync(
            [await File.ReadAllTextAsync(TokenFile, Token)], Kiosk, ["pair", "--config", _kiosk.Configuration, "--json"])).Succeeded().LastLine;
        Assert.Equal(("joined", "gate-1"), (answer.GetProperty("event").GetString(), answer.GetProperty("kiosk").GetString()));
        Assert.Contains(answer.GetProperty("words").GetString()!, (await ListAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_somebody_used_before_is_of_no_use()
    {
        await _host.InviteAsync("gate-1", _scratch.Root, Token);
        var copy = await File.ReadAllTextAsync(TokenFile, Token);
        (await PairAsync("--token", TokenFile)).Succeeded();
        File.Delete(_kiosk.Credential);
        await File.WriteAllTextAsync(TokenFile, copy, Token);
        (await PairAsync("--token", TokenFile)).Refused("used before", "--replace");
        Assert.False(File.Exists(_kiosk.Credential));
        Assert.True(File.Exists(TokenFile));
    }

    [Fact]
    public async Task A_start_without_a_credential_or_a_token_says_how_to_join()
    {
        (await StartAsync()).Refused("gatehouse-kiosk pair", _kiosk.Credential);
        await File.WriteAllTextAsync(Path.Combine(_kiosk.Root, JoinToken.FileName), "https://host:7443/#AQOQ", Token);
        (await StartAsync()).Refused("copied whole", JoinToken.FileName);
    }

    [Fact]
    public async Task A_start_by_another_hosts_token_shows_nobody_the_secret()
    {
        await _host.InviteAsync("gate-1", _scratch.Root, Token);
        Assert.True(JoinToken.TryParse(await File.ReadAllTextAsync(TokenFile, Token), out var token, out _));
        var other = new JoinToken(token.Host, [1, 2, 3], new byte[JoinToken.SecretLength]);
        await File.WriteAllTextAsync(Path.Combine(_kiosk.Root, JoinToken.FileName), other.ToString(), Token);
        (await StartAsync()).Refused("is not the host that made this join token", "nothing secret was sent");
        Assert.False(File.Exists(_kiosk.Credential));
    }

    [Fact]
    public async Task A_host_that_is_away_is_named_and_the_kiosk_joins_once_it_is_back()
    {
        await _host.InviteAsync("gate-1", _kiosk.Root, Token);
        await _host.StopAsync();
        (await StartAsync()).Refused("was not reached");
        await _host.StartAsync(Token);
        await using (await KioskService.StartAsync("gate-1", _kiosk, Kiosk, 50, TimeProvider.System, Token))
        {
            Assert.True(File.Exists(_kiosk.Credential));
            Assert.False(File.Exists(Path.Combine(_kiosk.Root, JoinToken.FileName)));
        }
    }

    private static ProgramFile Kiosk => Programs.Kiosk(KioskBuild.Any);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string TokenFile => _scratch.Path(JoinToken.FileName);

    private Task<Finished> PairAsync(params string[] more) => Finished.OfAsync(Kiosk, ["pair", "--config", _kiosk.Configuration, .. more]);

    private Task<Finished> StartAsync() => Finished.OfAsync(Kiosk, "run", "--config", _kiosk.Configuration, "--simulate");

    private async Task<Finished> ListAsync() => (await Finished.OfAsync(Programs.Host, "kiosk", "list", "--data", _scratch.Path("host"))).Succeeded();
}
