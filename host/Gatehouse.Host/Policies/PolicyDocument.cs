using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Contract;
using Gatehouse.Host.Identity;

namespace Gatehouse.Host.Policies;

/// <summary>Policies as documents: read strictly, written whole, compared key by key.</summary>
internal static class PolicyDocument
{
    private const string Revision = "revision";
    private const int MarkDigits = 8;

    /// <summary>Reads what somebody wrote, and names it.</summary>
    /// <param name="json">The document; a revision in it is replaced.</param>
    /// <param name="number">The version's number.</param>
    /// <exception cref="HostException">It is no policy, or gates could not decide by it.</exception>
    public static (string Revision, string Document) Read(string json, long number)
    {
        JsonObject given;
        Policy policy;
        try
        {
            given = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new JsonException("it is no object");
            given[Revision] = "";
            policy = given.Deserialize(PolicyJson.Default.Policy)!;
        }
        catch (JsonException e)
        {
            throw new HostException($"The policy cannot be read{(string.IsNullOrEmpty(e.Path) ? "" : $" at {e.Path}")}: {e.Message.Split(" Path:")[0].TrimEnd('.')}.");
        }

        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Written(policy))))[..MarkDigits];
        var named = policy with { Revision = string.Create(CultureInfo.InvariantCulture, $"{number}-{mark}") };
        return named.Faults() is { Count: > 0 } faults ? throw new HostException(string.Join(" ", faults)) : (named.Revision, Written(named));
    }

    /// <summary>In what two documents differ, but for their names.</summary>
    public static IReadOnlyList<PolicyDifference> Differences(string before, string after)
    {
        var (was, now) = (Flat(before), Flat(after));
        return
        [
            .. was.Keys.Union(now.Keys).Where(key => key != Revision).Order(StringComparer.Ordinal)
                .Select(key => new PolicyDifference(key, was.GetValueOrDefault(key), now.GetValueOrDefault(key)))
                .Where(d => d.Before != d.After),
        ];
    }

    private static string Written(Policy policy) => JsonSerializer.Serialize(policy, PolicyJson.Default.Policy);

    private static Dictionary<string, string> Flat(string document)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("", JsonNode.Parse(document)!);
        return flat;

        void Add(string key, JsonNode? node)
        {
            if (node is JsonObject inner)
            {
                foreach (var (name, value) in inner)
                {
                    Add(key.Length == 0 ? name : $"{key}.{name}", value);
                }
            }
            else
            {
                flat[key] = node?.ToJsonString() ?? "null";
            }
        }
    }
}
