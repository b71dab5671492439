using System.Net;
using System.Text.RegularExpressions;

namespace Gatehouse.Host.Tests.Support;

/// <summary>A browser that goes to the provider and comes back when it is told to; what it keeps of cookies is open to tests.</summary>
/// <param name="host">Where the console is.</param>
/// <param name="name">The name by which a web server with TLS hands its requests on; null where it asks the host itself.</param>
public sealed partial class OpenIdBrowser(Uri host, string? name = null) : IDisposable
{
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, CheckCertificateRevocationList = true });

    /// <summary>Cookies by name.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>What was set of cookies last, as it came.</summary>
    public IReadOnlyList<string> Set { get; private set; } = [];

    public bool IsIn => Cookies.ContainsKey("gatehouse-session");

    public string Language { get; set; } = "en";

    public void Dispose() => _client.Dispose();

    /// <summary>Whoever signed in here already.</summary>
    public static OpenIdBrowser Of(RunningHost host, Person person)
    {
        var browser = new OpenIdBrowser(host.Console);
        browser.Cookies["gatehouse-session"] = person.Session!;
        return browser;
    }

    /// <summary>Sends a page's form.</summary>
    /// <returns>Where it leads.</returns>
    public async Task<Uri?> SubmitAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        using var response = await AnswerAsync(path, form, fields);
        return response.Headers.Location;
    }

    /// <summary>Sends a page's form that is shown again.</summary>
    public async Task<string> RefusedAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        using var response = await AnswerAsync(path, form, fields);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token));
    }

    /// <summary>A page.</summary>
    public async Task<string> PageAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token));
    }

    /// <summary>Clicks at the button of the page where people sign in.</summary>
    /// <returns>The provider's address.</returns>
    public async Task<Uri> LeaveAsync(string page = "/sign-in")
    {
        var address = await SubmitAsync(page, "openid");
        Assert.NotNull(address);
        return address;
    }

    /// <summary>Goes to the provider, which sends it back.</summary>
    /// <returns>The address on this host, as the browser gets it.</returns>
    public async Task<string> AskAsync(Uri provider)
    {
        using var response = await _client.GetAsync(provider, Token);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.PathAndQuery;
    }

    /// <summary>Goes where a redirection led.</summary>
    /// <returns>Where that leads, without the host's own name.</returns>
    public async Task<string?> GoAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null);
        return Plain(response.Headers.Location);
    }

    /// <summary>An address without the host's own name; whole where it is another site's.</summary>
    public string? Plain(Uri? address) => address?.IsAbsoluteUri == true && address.Authority == host.Authority ? address.PathAndQuery : address?.OriginalString;

    /// <summary>All the way from the button to the page that is shown at last.</summary>
    public async Task<string?> SignInAsync(string page = "/sign-in") => await GoAsync(await AskAsync(await LeaveAsync(page)));

    /// <summary>All the way of linking an account.</summary>
    public async Task<string?> LinkAsync(string? code = null)
    {
        var provider = await SubmitAsync("/openid", "link", ("Entered.Password", Person.Password), ("Entered.Code", code ?? ""));
        Assert.NotNull(provider);
        return await GoAsync(await AskAsync(provider));
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> AnswerAsync(string path, string form, (string Name, string Value)[] fields)
    {
        var page = await PageAsync(path);
        Assert.Contains($"name=\"_handler\" value=\"{form}\"", page, StringComparison.Ordinal);
        return await SendAsync(HttpMethod.Post, path, [("_handler", form), ("__RequestVerificationToken", Antiforgery().Match(page).Groups[1].Value), .. fields]);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, (string Name, string Value)[]? fields)
    {
        using var request = new HttpRequestMessage(method, new Uri(host, path));
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", Language);
        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        if (name is not null)
        {
            request.Headers.Host = name;
            request.Headers.Add("X-Forwarded-Proto", "https");
        }

        if (fields is not null)
        {
            request.Headers.Add("Origin", name is null ? host.GetLeftPart(UriPartial.Authority) : $"https://{name}");
            request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        }

        var response = await _client.SendAsync(request, Token);
        Set = response.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        foreach (var cookie in Set)
        {
            var (key, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..cookie.IndexOf(';', StringComparison.Ordinal)]);
            if (value.Length == 0)
            {
                Cookies.Remove(key);
            }
            else
            {
                Cookies[key] = value;
            }
        }

        return response;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
