using Gatehouse.Host.Composition;
using Gatehouse.Host.Identity;
using Gatehouse.Host.OpenId;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Users;

/// <summary>The file that describes the OpenID provider.</summary>
public sealed class OpenIdSettingsTests : IDisposable
{
    private const string Secret = "what-nobody-reads";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Says_who_the_provider_is()
    {
        var read = await ReadAsync($$"""{ "authority": "https://login.example/factory", "clientId": "gatehouse", "clientSecret": "{{Secret}}", "requireMfa": { "amr": [ "mfa" ] } }""");
        Assert.Equal(("https://login.example/factory", "gatehouse", Secret, "login.example"), (read.Authority, read.ClientId, read.ClientSecret, read.Provider));
        Assert.Equal(["mfa"], read.RequireMfa?.Amr);
        Assert.DoesNotContain(Secret, read.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, new RunOptions { Data = "data", OpenId = read }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_secret_from_a_file_beside_it()
    {
        await File.WriteAllTextAsync(_scratch.File("openid.secret"), Secret + "\n", Token);
        var read = await ReadAsync("""{ "authority": "https://login.example", "clientId": "gatehouse", "clientSecretFile": "openid.secret", "displayName": "工厂登录" }""");
        Assert.Equal((Secret, "工厂登录"), (read.ClientSecret, read.Provider));
    }

    [Theory]
    [InlineData("", "cannot be read at $, line 1")]
    [InlineData("null", "it is null")]
    [InlineData("""{ "clientId": "g", "clientSecret": "SECRET" }""", "authority")]
    [InlineData("""{ "authority": "https://a.example", "clientid": "g", "clientSecret": "SECRET", "clientId": "g" }""", "uplicate")]
    [InlineData("""{ "authority": "https://a.example", "clientId": "g", "secret": "SECRET" }""", "'secret'")]
    [InlineData("""{ "authority": null, "clientId": "g", "clientSecret": "SECRET" }""", "authority")]
    [InlineData("""{ "authority": "https://a.example", "clientId": 5, "clientSecret": "SECRET" }""", "$.clientId")]
    [InlineData("""{ "authority": "http://a.example", "clientId": "g", "clientSecret": "SECRET" }""", "begins with https://")]
    [InlineData("""{ "authority": "a.example", "clientId": "g", "clientSecret": "SECRET" }""", "begins with https://")]
    [InlineData("""{ "authority": "https://me:SECRET@a.example", "clientId": "g", "clientSecret": "SECRET" }""", "authority has no name")]
    [InlineData("""{ "authority": "https://a.example/?x=1", "clientId": "g", "clientSecret": "SECRET" }""", "authority has no name")]
    [InlineData("""{ "authority": "https://a.example", "clientId": " ", "clientSecret": "SECRET" }""", "clientId is empty")]
    [InlineData("""{ "authority": "https://a.example", "clientId": "g" }""", "clientSecret or clientSecretFile")]
    [InlineData("""{ "authority": "https://a.example", "clientId": "g", "clientSecret": "SECRET", "clientSecretFile": "x" }""", "clientSecret or clientSecretFile")]
    [InlineData("""{ "authority": "https://a.example", "clientId": "g", "clientSecret": "" }""", "clientSecret is empty")]
    [InlineData("""{ "authority": "https://a.example", "clientId": "g", "clientSecretFile": "not-there" }""", "There is no file")]
    [InlineData("""{ "authority": "https://a.example", "clientId": "g", "clientSecret": "SECRET", "displayName": "" }""", "displayName has 1 to 40")]
    [InlineData("""{ "authority": "https://a.example", "clientId": "g", "clientSecret": "SECRET", "nameClaim": "" }""", "nameClaim is empty")]
    [InlineData("""{ "authority": "https://a.example", "clientId": "g", "clientSecret": "SECRET", "requireMfa": {} }""", "requireMfa has acr or amr")]
    [InlineData("""{ "authority": "https://a.example", "clientId": "g", "clientSecret": "SECRET", "requireMfa": { "amr": [] } }""", "requireMfa has acr or amr")]
    [InlineData("""{ "authority": "https://a.example", "clientId": "g", "clientSecret": "SECRET", "requireMfa": { "amr": [ null ] } }""", "requireMfa has acr or amr")]
    [InlineData("""{ "authority": "https://a.example", "clientId": "g", "clientSecret": "SECRET", "requireMfa": { "acr": [ "a b" ] } }""", "has a blank")]
    public async Task Is_refused_whole_with_what_is_wrong_and_without_the_secret(string text, string says)
    {
        await File.WriteAllTextAsync(_scratch.File("openid.json"), text, Token);
        var (code, output, error) = await RunningHost.CommandAsync(null, "run", "--data", _scratch.Data, "--openid", _scratch.File("openid.json"));
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(_scratch.Data, "identity")));
    }

    [Fact]
    public async Task Must_be_there()
    {
        var refused = await Assert.ThrowsAsync<HostException>(() => OpenIdSettings.ReadAsync(_scratch.File("openid.json"), Token));
        Assert.Contains("There is no file", refused.Message, StringComparison.Ordinal);
    }

    private async Task<OpenIdSettings> ReadAsync(string text)
    {
        await File.WriteAllTextAsync(_scratch.File("openid.json"), text, Token);
        return await OpenIdSettings.ReadAsync(_scratch.File("openid.json"), Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
