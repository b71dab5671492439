using System.Net;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Users;

/// <summary>The first owner, signing in and out, one-time codes and those who guess.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Password = Person.Password;

    private RunningHost? _host;
    private Person? _person;

    private RunningHost Host => _host!;

    private Person Somebody => _person!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        _person = new Person(_host.Console);
    }

    public async ValueTask DisposeAsync()
    {
        _person?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_first_owner_is_made_by_the_code_in_the_data_folder_which_is_good_once()
    {
        var file = Path.Combine(Host.Data, "setup-code");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var code = await File.ReadAllTextAsync(file, Token);
        Assert.Contains("is not the setup code", await Person.RefusedAsync(Somebody.PostAsync("/api/v1/setup", new { code = "lusab-babad-gutih", name = "li.wei", password = Password }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("at least 12", await Person.RefusedAsync(Somebody.PostAsync("/api/v1/setup", new { code, name = "li.wei", password = "short" }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Person.BodyAsync(Somebody.PostAsync("/api/v1/setup", new { code, name = "li.wei", password = Password }));
        Assert.False(File.Exists(file));
        Assert.Contains("there is an owner already", await Person.RefusedAsync(Somebody.PostAsync("/api/v1/setup", new { code, name = "eve", password = Password }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await Person.StatusAsync(Somebody.SignInAsync("eve", Password)));
    }

    [Fact]
    public async Task An_owner_does_nothing_before_one_time_codes_are_set_up()
    {
        await OwnerAsync();
        var self = await Person.BodyAsync(Somebody.SignInAsync("li.wei", Password));
        Assert.True(self.GetProperty("mustSetUpCodes").GetBoolean());
        Assert.Contains("Set up one-time codes first", await Person.RefusedAsync(Somebody.GetAsync("/api/v1/users"), HttpStatusCode.Forbidden), StringComparison.Ordinal);
        await Somebody.SetUpCodesAsync();
        Assert.Equal("li.wei", (await Person.BodyAsync(Somebody.GetAsync("/api/v1/users"))).GetProperty("users")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_code_is_asked_for_and_none_is_good_twice()
    {
        await OwnerAsync();
        await Person.BodyAsync(Somebody.SignInAsync("li.wei", Password));
        var (secret, recovery) = await Somebody.SetUpCodesAsync();
        using var other = new Person(Host.Console);
        using (var response = await other.SignInAsync("li.wei", Password))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Contains("\"needsCode\":true", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        // The code that confirmed the setup was used; the next one may be shown half a minute early.
        Assert.Equal(HttpStatusCode.Unauthorized, await Person.StatusAsync(other.SignInAsync("li.wei", Password, Person.CodeOf(secret, later: -1))));
        Assert.Equal(HttpStatusCode.OK, await Person.StatusAsync(other.SignInAsync("li.wei", Password, Person.CodeOf(secret, later: 1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await Person.StatusAsync(other.SignInAsync("li.wei", Password, Person.CodeOf(secret, later: 1))));
        Assert.Equal(10, recovery.Count);
        Assert.Equal(HttpStatusCode.OK, await Person.StatusAsync(other.SignInAsync("li.wei", Password, $" {recovery[3].ToUpperInvariant()} ")));
        Assert.Equal(HttpStatusCode.Unauthorized, await Person.StatusAsync(other.SignInAsync("li.wei", Password, recovery[3])));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_name_also_for_the_right_one()
    {
        await OwnerAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("The name, the password or the code is wrong.", await Person.RefusedAsync(Somebody.SignInAsync("li.wei", $"{Password}{i}"), HttpStatusCode.Unauthorized));
        }

        Assert.Contains("too many", await Person.RefusedAsync(Somebody.SignInAsync("li.wei", Password), HttpStatusCode.Unauthorized), StringComparison.Ordinal);
        Assert.Equal(1L, (long)Host.Query("SELECT count(*) FROM audit WHERE action = 'user.lock'").Single()[0]);
        await Host.RestartAsync(TimeSpan.FromMinutes(2));
        using var later = new Person(Host.Console);
        Assert.Equal(HttpStatusCode.OK, await Person.StatusAsync(later.SignInAsync("li.wei", Password)));
    }

    [Fact]
    public async Task Tries_from_one_address_are_limited()
    {
        var last = HttpStatusCode.OK;
        for (var i = 0; i < 25 && last != HttpStatusCode.TooManyRequests; i++)
        {
            last = await Person.StatusAsync(Somebody.SignInAsync($"user{i}", Password));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        Assert.Contains("wait a minute", await Person.RefusedAsync(Somebody.SignInAsync("li.wei", Password), HttpStatusCode.TooManyRequests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_ends_when_it_is_left_taken_away_or_too_old()
    {
        await OwnerAsync();
        await Person.BodyAsync(Somebody.SignInAsync("li.wei", Password));
        await Somebody.SetUpCodesAsync();
        Assert.Equal(HttpStatusCode.NoContent, await Person.StatusAsync(Somebody.DeleteAsync("/api/v1/session")));
        Assert.Equal(HttpStatusCode.Unauthorized, await Person.StatusAsync(Somebody.GetAsync("/api/v1/session")));

        using var viewer = await Host.UserAsync("wang.fang", "viewer");
        await Person.BodyAsync(viewer.GetAsync("/api/v1/entries"));
        var session = (await Person.BodyAsync(viewer.GetAsync("/api/v1/session/all"))).GetProperty("sessions")[0].GetProperty("id").GetString();
        using (var browser = await Host.Browser.DeleteAsync(new Uri($"/api/v1/sessions/{session}", UriKind.Relative), Token))
        {
            Assert.Equal(HttpStatusCode.NoContent, browser.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await Person.StatusAsync(viewer.GetAsync("/api/v1/entries")));

        await Person.BodyAsync(viewer.SignInAsync("wang.fang", Password));
        var secret = viewer.Session!;
        await Host.RestartAsync(TimeSpan.FromHours(1.1));
        using var later = new Person(Host.Console);
        later.Client.DefaultRequestHeaders.Add("Cookie", $"gatehouse-session={secret}");
        Assert.Contains("sign in again", await Person.RefusedAsync(later.GetAsync("/api/v1/entries"), HttpStatusCode.Unauthorized), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_password_ends_all_sessions_and_needs_the_one_so_far()
    {
        using var viewer = await Host.UserAsync("wang.fang", "viewer");
        Assert.Contains("wrong", await Person.RefusedAsync(viewer.PutAsync("/api/v1/session/password", new { current = "no", password = "another long one" }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, await Person.StatusAsync(viewer.PutAsync("/api/v1/session/password", new { current = Password, password = "another long one" })));
        Assert.Equal(HttpStatusCode.Unauthorized, await Person.StatusAsync(viewer.GetAsync("/api/v1/session")));
        Assert.Equal(HttpStatusCode.OK, await Person.StatusAsync(viewer.SignInAsync("wang.fang", "another long one")));
    }

    [Fact]
    public async Task An_owner_who_has_lost_everything_gets_in_again_on_the_machine_itself()
    {
        await OwnerAsync();
        await Person.BodyAsync(Somebody.SignInAsync("li.wei", Password));
        await Somebody.SetUpCodesAsync();
        var (code, output, error) = await RunningHost.CommandAsync(null, "reset-owner", "--data", Host.Data);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("setup-code", output, StringComparison.Ordinal);
        Assert.Equal("machine " + Environment.UserName, Host.Query("SELECT \"by\" FROM audit WHERE action = 'user.reset-owner'").Single()[0]);
        using var anew = new Person(Host.Console);
        await Person.BodyAsync(anew.PostAsync("/api/v1/setup", new { code = await File.ReadAllTextAsync(Path.Combine(Host.Data, "setup-code"), Token), name = "li.wei", password = "another long one" }));
        Assert.Equal(HttpStatusCode.Unauthorized, await Person.StatusAsync(Somebody.GetAsync("/api/v1/session")));
        Assert.True((await Person.BodyAsync(anew.SignInAsync("li.wei", "another long one"))).GetProperty("mustSetUpCodes").GetBoolean());
    }

    [Fact]
    public async Task No_secret_is_kept_as_it_is()
    {
        await OwnerAsync();
        await Person.BodyAsync(Somebody.SignInAsync("li.wei", Password));
        var (_, recovery) = await Somebody.SetUpCodesAsync();
        var kept = string.Join('|', Host.Query("SELECT password, recovery_codes FROM user_account").Concat(Host.Query("SELECT hash, id FROM session")).Concat(Host.Query("SELECT hash FROM api_token")).SelectMany(r => r));
        var told = string.Join('|', Host.Query("SELECT line, personal FROM audit").SelectMany(r => r).OfType<byte[]>().Select(System.Text.Encoding.UTF8.GetString));
        Assert.StartsWith("$argon2id$v=19$", kept, StringComparison.Ordinal);
        foreach (var secret in (string[])[Password, Somebody.Session!, Host.Browser.DefaultRequestHeaders.Authorization!.Parameter!, recovery[0]])
        {
            Assert.DoesNotContain(secret, kept, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_send_whoever_is_not_signed_in_to_where_one_signs_in_and_back()
    {
        Somebody.Client.DefaultRequestHeaders.Add("Accept", "text/html");
        using var response = await Somebody.GetAsync("/?person=1001");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/sign-in?back=%2F%3Fperson%3D1001", response.Headers.Location?.OriginalString);
        using var page = await Somebody.GetAsync("/sign-in?back=%2F%3Fperson%3D1001");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("name=\"Entered.Password\"", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private async Task OwnerAsync() => await Person.BodyAsync(Somebody.PostAsync(
        "/api/v1/setup", new { code = await File.ReadAllTextAsync(Path.Combine(Host.Data, "setup-code"), Token), name = "li.wei", password = Password }));

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
