using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OtpNet;

namespace Gatehouse.Host.Tests.Support;

/// <summary>Somebody at a browser of their own.</summary>
public sealed class Person : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };

    public Person(Uri host) => Client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = host };

    /// <summary>The password of everybody whom a test adds.</summary>
    public const string Password = "correct horse battery";

    public HttpClient Client { get; }

    /// <summary>Signs in as somebody, who sets up one-time codes where the host wants that.</summary>
    public static async Task<Person> SignedInAsync(Uri host, string name)
    {
        Person? person = new(host);
        try
        {
            if ((await BodyAsync(person.SignInAsync(name, Password))).GetProperty("mustSetUpCodes").GetBoolean())
            {
                await person.SetUpCodesAsync();
            }

            var signedIn = person;
            person = null;
            return signedIn;
        }
        finally
        {
            person?.Dispose();
        }
    }

    public string? Session => _handler.CookieContainer.GetCookies(Client.BaseAddress!)["gatehouse-session"]?.Value;

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative), Token);

    public Task<HttpResponseMessage> DeleteAsync(string path) => Client.DeleteAsync(new Uri(path, UriKind.Relative), Token);

    public Task<HttpResponseMessage> PostAsync(string path, object body) => Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Token);

    public Task<HttpResponseMessage> PutAsync(string path, object body) => Client.PutAsJsonAsync(new Uri(path, UriKind.Relative), body, Token);

    public Task<HttpResponseMessage> SignInAsync(string name, string password, string? code = null) => PostAsync("/api/v1/session", new { name, password, code });

    /// <summary>The status of an answer, after its body was read.</summary>
    public static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        return response.StatusCode;
    }

    /// <summary>The body of an answer that must be good.</summary>
    public static async Task<JsonElement> BodyAsync(Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    /// <summary>What a refusal says; it must be one of that status.</summary>
    public static async Task<string> RefusedAsync(Task<HttpResponseMessage> asked, HttpStatusCode status)
    {
        using var response = await asked;
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(text).GetProperty("detail").GetString()!;
    }

    /// <summary>Sets up one-time codes and gives the secret and the recovery codes.</summary>
    public async Task<(byte[] Secret, IReadOnlyList<string> Recovery)> SetUpCodesAsync()
    {
        var begun = await BodyAsync(PostAsync("/api/v1/session/codes", new { }));
        var secret = Base32Encoding.ToBytes(begun.GetProperty("secret").GetString());
        var done = await BodyAsync(PutAsync("/api/v1/session/codes", new { code = CodeOf(secret) }));
        return (secret, [.. done.GetProperty("recoveryCodes").EnumerateArray().Select(c => c.GetString()!)]);
    }

    /// <summary>The code of a step; each is good once.</summary>
    public static string CodeOf(byte[] secret, int later = 0) => new Totp(secret).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30 * later));

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
