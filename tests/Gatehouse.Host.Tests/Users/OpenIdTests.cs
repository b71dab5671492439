using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Gatehouse.Host.OpenId;
using Gatehouse.Host.Tests.Support;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Host.Tests.Users;

/// <summary>Signing in by an account at an OpenID provider, and everything that is no such account.</summary>
public sealed class OpenIdTests : IAsyncLifetime
{
    private const string Name = "wang.fang";

    private OpenIdProvider? _provider;
    private RunningHost? _host;

    private RunningHost Host => _host!;

    private OpenIdProvider Provider => _provider!;

    public async ValueTask InitializeAsync()
    {
        _provider = await OpenIdProvider.StartAsync();
        _host = await RunningHost.StartAsync(openId: _provider.Settings());
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_linked_an_account_comes_in_by_it_and_is_who_they_were(bool rsa)
    {
        Provider.SignsByRsa = rsa;
        await LinkedAsync();
        Assert.Equal("login", Provider.Asked["prompt"]);

        using var browser = new OpenIdBrowser(Host.Console);
        Assert.Contains("Sign in with Factory Login", await browser.PageAsync("/sign-in"), StringComparison.Ordinal);
        Assert.Equal("/alarms?open=true", await browser.SignInAsync("/sign-in?back=%2Falarms%3Fopen%3Dtrue"));
        Assert.Equal("gatehouse-session", Assert.Single(browser.Cookies, c => c.Value.StartsWith("ghs_", StringComparison.Ordinal)).Key);
        Assert.Contains(Name, await browser.PageAsync("/alarms"), StringComparison.Ordinal);

        var users = (await Host.GetAsync("/api/v1/users")).GetProperty("users");
        Assert.Equal("wang.fang@factory.example", Assert.Single(users.EnumerateArray()).GetProperty("openIdAccount").GetString());
        Assert.Equal([false, true], (await Host.GetAsync("/api/v1/sessions")).GetProperty("sessions").EnumerateArray().Select(s => s.GetProperty("byOpenId").GetBoolean()));
        Assert.Equal(["user.add", "session.begin", "user.link", "session.begin"], Audit().Where(a => !a.StartsWith("token", StringComparison.Ordinal)));
        var told = (await Host.GetAsync("/api/v1/audit?limit=1")).GetProperty("entries")[0];
        Assert.Equal(("session.begin", $"user {Name}"), (told.GetProperty("action").GetString(), told.GetProperty("by").GetString()));
        Assert.Equal(Provider.Address, told.GetProperty("after").GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task An_owner_who_comes_in_by_it_gives_no_code_here()
    {
        using (var made = await Host.Browser.PostAsJsonAsync(new Uri("/api/v1/users", UriKind.Relative), new { name = "li.wei", password = Person.Password, roles = (string[])["owner"] }, Token))
        {
            Assert.Equal(HttpStatusCode.NoContent, made.StatusCode);
        }

        using var owner = new Person(Host.Console);
        await Person.BodyAsync(owner.SignInAsync("li.wei", Person.Password));
        using var linking = OpenIdBrowser.Of(Host, owner);
        Assert.Equal("/codes", await linking.GoAsync("/openid"));
        var (_, recovery) = await owner.SetUpCodesAsync();
        Assert.Contains("Type the one-time code, too.", await linking.RefusedAsync("/openid", "link", ("Entered.Password", Person.Password)), StringComparison.Ordinal);
        Assert.Equal("/openid?openid=Linked", await linking.LinkAsync(recovery[0]));

        using var browser = new OpenIdBrowser(Host.Console);
        Assert.Equal("/", await browser.SignInAsync());
        Assert.Contains("li.wei", await browser.PageAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_nobody_linked_lets_nobody_in_whatever_it_is_called()
    {
        (await Host.UserAsync(Name, "viewer")).Dispose();
        Provider.Claims["preferred_username"] = Name;
        Provider.Claims["email"] = $"{Name}@factory.example";
        using var browser = new OpenIdBrowser(Host.Console);
        Assert.Equal("/sign-in?openid=Unlinked", await browser.SignInAsync());
        Assert.False(browser.IsIn);
        Assert.Contains("Your account at Factory Login is linked to no user here.", await browser.PageAsync("/sign-in?openid=Unlinked"), StringComparison.Ordinal);
        browser.Language = "zh-CN";
        Assert.Contains("您的 Factory Login 账户没有绑定任何用户", await browser.PageAsync("/sign-in?openid=Unlinked"), StringComparison.Ordinal);
        Assert.Single((await Host.GetAsync("/api/v1/users")).GetProperty("users").EnumerateArray());

        await LinkedAsync("zhao.min");
        Provider.Subject = Provider.Subject.ToUpperInvariant() + "x";
        Assert.Equal("/sign-in?openid=Unlinked", await browser.SignInAsync());
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("no nonce")]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("expired")]
    [InlineData("not yet")]
    [InlineData("another's key")]
    [InlineData("the client's secret")]
    [InlineData("no signature")]
    [InlineData("no subject")]
    public async Task A_token_that_is_not_as_it_must_be_lets_nobody_in(string wrong)
    {
        await LinkedAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Provider.Spoils = token => Spoil(token, wrong, key);
        using var browser = new OpenIdBrowser(Host.Console);
        Assert.Equal("/sign-in?openid=Failed", await browser.SignInAsync());
        Assert.False(browser.IsIn);
        Assert.Contains("could not be used", await browser.PageAsync("/sign-in?openid=Failed"), StringComparison.Ordinal);

        Provider.Spoils = null;
        Assert.Equal("/", await browser.SignInAsync());
    }

    [Fact]
    public async Task An_answer_is_taken_from_the_browser_that_asked_alone_and_once()
    {
        await LinkedAsync();
        using var browser = new OpenIdBrowser(Host.Console);
        var answer = await browser.AskAsync(await browser.LeaveAsync());
        var kept = browser.Cookies.ToList();

        using var other = new OpenIdBrowser(Host.Console);
        Assert.Equal("/sign-in?openid=Failed", await other.GoAsync(answer));
        Assert.Equal("/sign-in?openid=Failed", await other.GoAsync("/sign-in/openid"));
        Assert.Equal("/sign-in?openid=Failed", await other.GoAsync("/sign-in/openid?code=code-1"));
        await other.LeaveAsync();
        Assert.Equal("/sign-in?openid=Failed", await other.GoAsync(answer));
        Assert.Equal("/sign-in?openid=Failed", await other.GoAsync(answer.Replace("state=", "state=x", StringComparison.Ordinal)));
        Assert.False(other.IsIn);

        Assert.Equal("/", await browser.GoAsync(answer));
        Assert.Equal("/sign-in?openid=Failed", await browser.GoAsync(answer));
        // Even where somebody has kept the cookies, the provider gives nothing for the code any more.
        using var thief = new OpenIdBrowser(Host.Console);
        kept.ForEach(c => thief.Cookies[c.Key] = c.Value);
        Assert.Equal("/sign-in?openid=Failed", await thief.GoAsync(answer));
        Assert.False(thief.IsIn);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/\n/evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_on_to_another_site(string back)
    {
        await LinkedAsync();
        using var browser = new OpenIdBrowser(Host.Console);
        Assert.Equal("/", await browser.SignInAsync($"/sign-in?back={Uri.EscapeDataString(back)}"));
        Assert.Equal("/", await browser.GoAsync($"/preferences?theme=dark&back={Uri.EscapeDataString(back)}"));
        var byPassword = await browser.SubmitAsync($"/sign-in?back={Uri.EscapeDataString(back)}", "sign-in", ("Entered.Name", Name), ("Entered.Password", Person.Password), ("Entered.Back", back));
        Assert.Equal("/", browser.Plain(byPassword));
    }

    [Fact]
    public async Task Without_the_provider_people_are_told_and_come_in_by_password()
    {
        await LinkedAsync();
        Provider.IsAway = true;
        await using var other = await RunningHost.StartAsync(openId: Provider.Settings());
        using var early = new OpenIdBrowser(other.Console);
        Assert.Contains("Factory Login does not answer. Sign in by password and code", await early.RefusedAsync("/sign-in", "openid"), StringComparison.Ordinal);
        using (var somebody = await other.UserAsync(Name, "viewer"))
        {
            using var linking = OpenIdBrowser.Of(other, somebody);
            Assert.Contains("does not answer", await linking.RefusedAsync("/openid", "link", ("Entered.Password", Person.Password)), StringComparison.Ordinal);
        }

        Provider.IsAway = false;
        using var browser = new OpenIdBrowser(Host.Console);
        var answer = await browser.AskAsync(await browser.LeaveAsync());
        Provider.IsAway = true;
        Assert.Equal("/sign-in?openid=Away", await browser.GoAsync(answer));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/health/ready"));
        Provider.IsAway = false;
        Assert.Equal("/", await browser.SignInAsync());
        // The host that was started without it knows it now.
        Assert.Equal("/sign-in?openid=Unlinked", await early.SignInAsync());
    }

    [Fact]
    public async Task A_provider_that_names_itself_otherwise_is_another_one()
    {
        Provider.Issuer = "https://login.example/another";
        using var browser = new OpenIdBrowser(Host.Console);
        Assert.Contains("could not be used", await browser.RefusedAsync("/sign-in", "openid"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_provider_sends_back_is_told_so()
    {
        using var browser = new OpenIdBrowser(Host.Console);
        Provider.Error = "access_denied";
        Assert.Equal("/sign-in?openid=Refused", await browser.SignInAsync());
        Provider.Error = "server_error";
        Assert.Equal("/sign-in?openid=Failed", await browser.SignInAsync());
        // What an address says is not shown.
        Assert.DoesNotContain("role=\"alert\"", await browser.PageAsync("/sign-in?openid=%3Cb%3E"), StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"alert\"", await browser.PageAsync("/sign-in?openid=3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_removed_unlinked_or_locked_out_does_not_come_in_any_more()
    {
        await LinkedAsync();
        using var browser = new OpenIdBrowser(Host.Console);
        Assert.Equal("/", await browser.SignInAsync());
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync($"/api/v1/users/{Name}/openid"));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync($"/api/v1/users/{Name}/openid"));
        Assert.StartsWith("/sign-in?back=", await browser.GoAsync("/"), StringComparison.Ordinal);
        Assert.Equal("/sign-in?openid=Unlinked", await browser.SignInAsync());
        Assert.Equal(1, Audit().Count(a => a == "user.unlink"));

        using var person = await Person.SignedInAsync(Host.Console, Name);
        using var linking = OpenIdBrowser.Of(Host, person);
        Assert.Equal("/openid?openid=Linked", await linking.LinkAsync());
        for (var i = 0; i < 5; i++)
        {
            await Person.StatusAsync(person.SignInAsync(Name, "not the password"));
        }

        Assert.Equal("/sign-in?openid=Locked", await browser.SignInAsync());
        Host.Alter("UPDATE user_account SET locked_until = NULL");
        Assert.Equal("/", await browser.SignInAsync());

        // A password that was given to somebody takes away what may have been linked by somebody else.
        Assert.Equal(HttpStatusCode.NoContent, await Person.StatusAsync(person.PutAsync("/api/v1/session/password", new { current = Person.Password, password = "another long one" })));
        Assert.Equal("/sign-in?openid=Unlinked", await browser.SignInAsync());

        await LinkedAsync("zhao.min");
        Assert.Equal("/", await browser.SignInAsync());
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync("/api/v1/users/zhao.min"));
        Assert.StartsWith("/sign-in?back=", await browser.GoAsync("/"), StringComparison.Ordinal);
        Assert.Equal("/sign-in?openid=Unlinked", await browser.SignInAsync());
        Assert.Equal(3, Audit().Count(a => a == "user.unlink"));
    }

    [Fact]
    public async Task Links_are_made_by_whoever_shows_once_more_that_it_is_them()
    {
        using var person = await Host.UserAsync(Name, "viewer");
        using var browser = OpenIdBrowser.Of(Host, person);
        Assert.Contains("is wrong", await browser.RefusedAsync("/openid", "link", ("Entered.Password", "not the password")), StringComparison.Ordinal);
        var provider = await browser.SubmitAsync("/openid", "link", ("Entered.Password", Person.Password));
        var answer = await browser.AskAsync(provider!);

        // Somebody else has signed in at the same browser meanwhile, and then nobody is.
        using var other = await Host.UserAsync("zhao.min", "viewer");
        browser.Cookies["gatehouse-session"] = other.Session!;
        Assert.Equal("/openid?openid=Gone", await browser.GoAsync(answer));
        browser.Cookies["gatehouse-session"] = person.Session!;
        answer = await browser.AskAsync((await browser.SubmitAsync("/openid", "link", ("Entered.Password", Person.Password)))!);
        browser.Cookies.Remove("gatehouse-session");
        Assert.Equal("/openid?openid=Gone", await browser.GoAsync(answer));
        Assert.DoesNotContain("user.link", Audit());

        browser.Cookies["gatehouse-session"] = person.Session!;
        Assert.Equal("/openid?openid=Linked", await browser.LinkAsync());
        Assert.Contains("wang.fang@factory.example is linked", await browser.PageAsync("/openid"), StringComparison.Ordinal);
        Assert.Equal("Factory Login", (await Person.BodyAsync(person.GetAsync("/api/v1/session/openid"))).GetProperty("provider").GetString());
        using var others = OpenIdBrowser.Of(Host, other);
        Assert.Equal("/openid?openid=Taken", await others.LinkAsync());
        Assert.Contains("linked to another user", await others.PageAsync("/openid?openid=Taken"), StringComparison.Ordinal);

        await browser.SubmitAsync("/openid", "unlink");
        Assert.Equal("/openid?openid=Linked", await others.LinkAsync());
        Assert.Equal(HttpStatusCode.NoContent, await Person.StatusAsync(other.DeleteAsync("/api/v1/session/openid")));
        Assert.Equal(["user.link", "user.unlink", "user.link", "user.unlink"], Audit().Where(a => a.EndsWith("link", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Behind_a_web_server_people_come_back_by_its_name_and_over_tls()
    {
        await using var host = await RunningHost.StartAsync(openId: Provider.Settings(), consoleName: "gate.example");
        using var person = await host.UserAsync(Name, "viewer");
        using var browser = new OpenIdBrowser(host.Console, "gate.example");
        browser.Cookies["gatehouse-session"] = person.Session!;
        Assert.Equal("/openid?openid=Linked", await browser.LinkAsync());
        browser.Cookies.Clear();
        var provider = await browser.LeaveAsync();
        Assert.Equal(2, browser.Set.Count(c => c.StartsWith("gatehouse-openid-", StringComparison.Ordinal)));
        Assert.All(browser.Set, IsGuarded);
        var answer = await browser.AskAsync(provider);
        Assert.Equal("https://gate.example/sign-in/openid", Provider.Asked["redirect_uri"]);
        Assert.Equal("/", await browser.GoAsync(answer));
        Assert.All(browser.Set, IsGuarded);
        Assert.True(browser.IsIn);
    }

    [Fact]
    public async Task A_second_factor_is_looked_for_where_the_file_says_by_what()
    {
        var factor = new OpenIdFactor(Acr: ["urn:factory:two"], Amr: ["mfa", "hwk"]);
        await using var host = await RunningHost.StartAsync(openId: Provider.Settings() with { RequireMfa = factor });
        using var person = await host.UserAsync(Name, "viewer");
        using var browser = OpenIdBrowser.Of(host, person);
        Assert.Equal("/openid?openid=Weak", await browser.LinkAsync());
        Assert.Equal("urn:factory:two", Provider.Asked["acr_values"]);
        Provider.Claims["amr"] = (string[])["pwd", "mfa"];
        Assert.Equal("/openid?openid=Weak", await browser.LinkAsync());
        Provider.Claims["acr"] = "urn:factory:two";
        Assert.Equal("/openid?openid=Linked", await browser.LinkAsync());
        Assert.Equal("/", await browser.SignInAsync());
        Provider.Claims["amr"] = (string[])["pwd"];
        Assert.Equal("/sign-in?openid=Weak", await browser.SignInAsync());
        Assert.Contains("without a second factor", await browser.PageAsync("/sign-in?openid=Weak"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_a_provider_says_nothing_of_one()
    {
        await using var host = await RunningHost.StartAsync();
        using var person = await host.UserAsync(Name, "viewer");
        using var browser = OpenIdBrowser.Of(host, person);
        Assert.DoesNotContain("Sign in with", await browser.PageAsync("/sign-in?openid=Away"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await browser.StatusAsync("/sign-in/openid?code=1&state=2"));
        Assert.Equal("/", await browser.GoAsync("/openid"));

        // What the library would offer besides is not there on a host that has one.
        using var other = await Host.UserAsync(Name, "viewer");
        using var known = OpenIdBrowser.Of(Host, other);
        foreach (var path in (string[])["/signin-oidc", "/signout-oidc", "/signout-callback-oidc"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await known.StatusAsync(path));
        }
    }

    private static void Spoil(SecurityTokenDescriptor token, string wrong, ECDsa key)
    {
        switch (wrong)
        {
            case "nonce":
                token.Claims["nonce"] = "of another request";
                break;
            case "no nonce":
                token.Claims.Remove("nonce");
                break;
            case "issuer":
                token.Issuer = "https://login.example/another";
                break;
            case "audience":
                token.Audience = "another program";
                break;
            case "expired":
                (token.NotBefore, token.Expires) = (token.NotBefore!.Value.AddHours(-1), token.NotBefore.Value.AddMinutes(-10));
                break;
            case "not yet":
                (token.NotBefore, token.Expires) = (token.NotBefore!.Value.AddMinutes(10), token.NotBefore.Value.AddHours(1));
                break;
            case "another's key":
                token.SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "e" }, SecurityAlgorithms.EcdsaSha256);
                break;
            case "the client's secret":
                token.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(OpenIdProvider.ClientSecret)), SecurityAlgorithms.HmacSha256);
                break;
            case "no signature":
                token.SigningCredentials = null;
                break;
            default:
                token.Claims.Remove("sub");
                break;
        }
    }

    /// <summary>No script reads it, nothing but a link brings it from elsewhere, and it goes over TLS alone.</summary>
    private static void IsGuarded(string cookie)
    {
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("samesite=none", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Adds a user who links the account of now.</summary>
    private async Task LinkedAsync(string name = Name)
    {
        using var person = await Host.UserAsync(name, "viewer");
        using var browser = OpenIdBrowser.Of(Host, person);
        Assert.Equal("/openid?openid=Linked", await browser.LinkAsync());
    }

    private async Task<HttpStatusCode> DeleteAsync(string path) => await Person.StatusAsync(Host.Browser.DeleteAsync(new Uri(path, UriKind.Relative), Token));

    private IReadOnlyList<string> Audit() => [.. Host.Query("SELECT action FROM audit ORDER BY sequence").Select(r => (string)r[0])];

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
