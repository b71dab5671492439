using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Host.Identity;

namespace Gatehouse.Host.OpenId;

/// <summary>The OpenID provider by whose accounts people may sign in, as the file of <c>--openid</c> describes it.</summary>
/// <param name="Authority">Its address, which is also the issuer that it names in its tokens.</param>
/// <param name="ClientId">As what it knows this host.</param>
/// <param name="ClientSecret">The secret that it gave this host.</param>
/// <param name="ClientSecretFile">The file that holds the secret instead, beside the description or by its whole path.</param>
/// <param name="DisplayName">What people call it; without it the name of its machine.</param>
/// <param name="NameClaim">The claim that tells people which account it is; nothing is found by it.</param>
/// <param name="RequireMfa">By what it has to show a second factor; without it, it is trusted to have asked for one.</param>
public sealed record OpenIdSettings(
    string Authority, string ClientId, string? ClientSecret = null, string? ClientSecretFile = null, string? DisplayName = null, string? NameClaim = null, OpenIdFactor? RequireMfa = null)
{
    private const int LongestName = 40;

    // Strict, so that a misspelt key is refused.
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>What people call the provider.</summary>
    [JsonIgnore]
    public string Provider => DisplayName ?? new Uri(Authority).Host;

    /// <summary>Reads a description and the secret that it names.</summary>
    /// <exception cref="HostException">Something in it is wrong; the message says what, and holds no secret.</exception>
    public static async Task<OpenIdSettings> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(file);
        var settings = Parse(name, await TextAsync(file, cancellationToken));
        if ((settings.ClientSecret is null) == (settings.ClientSecretFile is null))
        {
            throw Wrong(name, "it has clientSecret or clientSecretFile, one of both");
        }

        if (settings.ClientSecretFile is { } secret)
        {
            secret = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, secret);
            settings = settings with { ClientSecret = (await TextAsync(secret, cancellationToken)).Trim() };
        }

        return settings.Fault() is { } fault ? throw Wrong(name, fault) : settings;
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{ClientId} at {Authority}";

    private static OpenIdSettings Parse(string name, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<OpenIdSettings>(text, Form) ?? throw Wrong(name, "it is null");
        }
        catch (JsonException e)
        {
            throw Wrong(name, $"it cannot be read at {e.Path ?? "$"}, line {(e.LineNumber ?? 0) + 1}: {e.Message.Split(" Path:")[0].TrimEnd('.')}");
        }
    }

    private static async Task<string> TextAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException(e is FileNotFoundException or DirectoryNotFoundException ? $"There is no file {file}." : $"{file} cannot be read: {e.Message}", e);
        }
    }

    private static HostException Wrong(string name, string what) => new($"{name} describes no OpenID provider: {what}.");

    private string? Fault() =>
        !Uri.TryCreate(Authority, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? "authority is an address that begins with https://, such as https://login.example/factory"
        : address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0 ? "authority has no name, question mark or # in it"
        : string.IsNullOrWhiteSpace(ClientId) ? "clientId is empty"
        : string.IsNullOrWhiteSpace(ClientSecret) ? $"{(ClientSecretFile is null ? "clientSecret" : "the file of clientSecretFile")} is empty"
        : DisplayName is not null && (string.IsNullOrWhiteSpace(DisplayName) || DisplayName.Length > LongestName || DisplayName.Any(char.IsControl)) ? $"displayName has 1 to {LongestName} characters"
        : NameClaim is not null && string.IsNullOrWhiteSpace(NameClaim) ? "nameClaim is empty"
        : RequireMfa is { } factor && (IsBare(factor.Acr) || IsBare(factor.Amr) || (factor.Acr ?? factor.Amr) is null) ? "requireMfa has acr or amr with values that the provider may name, such as { \"amr\": [ \"mfa\" ] }"
        : RequireMfa?.Acr?.Any(value => value.Any(char.IsWhiteSpace)) == true ? "a value of acr has a blank in it"
        : null;

    private static bool IsBare(IReadOnlyList<string>? values) => values is not null && (values.Count == 0 || values.Any(string.IsNullOrWhiteSpace));
}
