using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Host.OpenId;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Host.Tests.Support;

/// <summary>
/// A small OpenID provider on loopback where everybody is signed in as <see cref="Subject"/>. A code is good once, for the address,
/// the secret and the PKCE verifier that belong to it; what it signs may be altered, as no honest provider would.
/// </summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "gatehouse";
    public const string ClientSecret = "what the provider gave to this host alone";

    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, IQueryCollection> _codes = new(StringComparer.Ordinal);
    private readonly WebApplication _application;
    private int _code;

    private OpenIdProvider(WebApplication application) => _application = application;

    public string Address => _application.Urls.Single();

    /// <summary>As what it names itself.</summary>
    public string? Issuer { get; set; }

    public string Subject { get; set; } = "248289761001";

    /// <summary>Claims of the next tokens besides.</summary>
    public Dictionary<string, object> Claims { get; } = new(StringComparer.Ordinal) { ["preferred_username"] = "wang.fang@factory.example" };

    /// <summary>Whether it hangs up on everybody.</summary>
    public bool IsAway { get; set; }

    /// <summary>The error that it sends people back with; null where it lets them in.</summary>
    public string? Error { get; set; }

    public bool SignsByRsa { get; set; }

    /// <summary>Spoils a token before it is signed.</summary>
    public Action<SecurityTokenDescriptor>? Spoils { get; set; }

    /// <summary>What it was asked when somebody was last sent to it.</summary>
    public IQueryCollection Asked { get; private set; } = QueryCollection.Empty;

    public static async Task<OpenIdProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new OpenIdProvider(builder.Build());
        provider._application.Use((http, next) =>
        {
            if (provider.IsAway)
            {
                http.Abort();
                return Task.CompletedTask;
            }

            return next(http);
        });
        provider._application.MapGet("/.well-known/openid-configuration", provider.Describe);
        provider._application.MapGet("/keys", provider.Keys);
        provider._application.MapGet("/authorize", provider.Authorize);
        provider._application.MapPost("/token", provider.TokenAsync);
        await provider._application.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    public OpenIdSettings Settings() => new(Address, ClientId, ClientSecret, DisplayName: "Factory Login");

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _ecdsa.Dispose();
        _rsa.Dispose();
    }

    private IResult Describe() => Results.Json(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["issuer"] = Issuer ?? Address,
        ["authorization_endpoint"] = $"{Address}/authorize",
        ["token_endpoint"] = $"{Address}/token",
        ["jwks_uri"] = $"{Address}/keys",
        ["response_types_supported"] = (string[])["code"],
        ["subject_types_supported"] = (string[])["public"],
        ["id_token_signing_alg_values_supported"] = (string[])["RS256", "ES256"],
    });

    private IResult Keys()
    {
        var (point, rsa) = (_ecdsa.ExportParameters(includePrivateParameters: false).Q, _rsa.ExportParameters(includePrivateParameters: false));
        return Results.Json(new
        {
            keys = (object[])
            [
                new { kty = "EC", kid = "e", use = "sig", alg = "ES256", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) },
                new { kty = "RSA", kid = "r", use = "sig", alg = "RS256", n = Base64UrlEncoder.Encode(rsa.Modulus), e = Base64UrlEncoder.Encode(rsa.Exponent) },
            ],
        });
    }

    private IResult Authorize(HttpRequest request)
    {
        Asked = request.Query;
        string back = request.Query["redirect_uri"]!;
        string state = request.Query["state"]!;
        if (request.Query["client_id"] != ClientId || request.Query["response_type"] != "code" || request.Query["code_challenge_method"] != "S256" || request.Query["nonce"].Count != 1)
        {
            return Results.BadRequest();
        }

        if (Error is not null)
        {
            return Results.Redirect($"{back}?error={Error}&state={Uri.EscapeDataString(state)}");
        }

        var code = $"code-{Interlocked.Increment(ref _code)}";
        _codes[code] = request.Query;
        return Results.Redirect($"{back}?code={code}&state={Uri.EscapeDataString(state)}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: StatusCodes.Status401Unauthorized);
        }

        if (form["grant_type"] != "authorization_code" || !_codes.TryRemove(form["code"].ToString(), out var asked) || form["redirect_uri"] != asked["redirect_uri"]
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked["code_challenge"])
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        return Results.Json(new { access_token = "of no use", token_type = "Bearer", expires_in = 60, id_token = Sign(asked["nonce"].ToString()) });
    }

    private string Sign(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer ?? Address,
            Audience = ClientId,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object>(Claims, StringComparer.Ordinal) { ["sub"] = Subject, ["nonce"] = nonce },
            SigningCredentials = SignsByRsa
                ? new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "r" }, SecurityAlgorithms.RsaSha256)
                : new SigningCredentials(new ECDsaSecurityKey(_ecdsa) { KeyId = "e" }, SecurityAlgorithms.EcdsaSha256),
        };
        Spoils?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }
}
