using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Api;

/// <summary>Every operation of the API's description, fed with what its schemas allow, what they forbid, and what is no request at all.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 40;

    private static readonly string[] Hostile =
    [
        "", " ", "0", "-1", "null", "true", "../../etc/passwd", "%00", "\u202e\u0007", "'; DROP TABLE person; --", "{{7*7}}", "9999999999999999999999", "2026-02-30", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z", "é\u0301", "😀", new string('a', 5000), "H10301:7:1201", "gate-1", "2020-01-01T00:00", "\ud800", "a\nb", "a\0b",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_that_is_sent_is_answered_by_a_fault_or_without_words(int seed)
    {
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");
        await kiosk.SendAsync(new Journal("gate-1").Walk(3));
        var random = new Random(seed);
        var wrong = new List<string>();
        foreach (var operation in await ApiOperation.AllAsync(host.Browser))
        {
            for (var round = 0; round < Rounds; round++)
            {
                using var request = Request(operation, random);
                var told = $"seed {seed}, round {round}: {request.Method} {request.RequestUri} {(request.Content is null ? "" : await request.Content.ReadAsStringAsync(Token))}";
                using var response = await host.Browser.SendAsync(request, Token);
                var text = await response.Content.ReadAsStringAsync(Token);
                if ((int)response.StatusCode >= 500 || ((int)response.StatusCode >= 400 && !IsProblem(response, text)))
                {
                    wrong.Add($"{told[..Math.Min(told.Length, 400)]} is answered by {(int)response.StatusCode} {text[..Math.Min(text.Length, 300)]}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(HttpStatusCode.OK, (await host.Browser.GetAsync(new Uri("/api/v1/entries", UriKind.Relative), Token)).StatusCode);
    }

    [Fact]
    public async Task Nothing_that_is_sent_without_authority_changes_anything()
    {
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");
        await kiosk.SendAsync(new Journal("gate-1").Walk(3));
        using var nobody = new Person(host.Console);
        var random = new Random(4);
        var operations = await ApiOperation.AllAsync(host.Browser);
        var before = Contents(host);
        foreach (var operation in operations.Where(o => o.Right is not null))
        {
            for (var round = 0; round < 10; round++)
            {
                using var request = Request(operation, random);
                using var response = await nobody.Client.SendAsync(request, Token);
                // Kestrel refuses an address that is longer than it reads, whoever asks.
                Assert.True(
                    response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest or HttpStatusCode.RequestUriTooLong,
                    $"{operation.Name}: {response.StatusCode}");
            }
        }

        Assert.Equal(before, Contents(host));
    }

    private static string Contents(RunningHost host) =>
        host.Contents() + string.Join('\n', host.Query("SELECT count(*) FROM audit").Concat(host.Query("SELECT count(*) FROM api_token WHERE revoked_at IS NULL")).Concat(host.Query("SELECT count(*) FROM person")).Select(r => r[0]));

    private static bool IsProblem(HttpResponseMessage response, string text)
    {
        // Kestrel itself refuses what is no HTTP, or has an address longer than it reads.
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestUriTooLong && text.Length == 0)
        {
            return true;
        }

        if (response.Content.Headers.ContentType?.MediaType == "application/json" && response.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            return true;
        }

        return response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            && JsonElement.Parse(text) is var problem
            && ((problem.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 10 }) || problem.TryGetProperty("errors", out _));
    }

    private static HttpRequestMessage Request(ApiOperation operation, Random random)
    {
        var path = operation.Path;
        var query = new List<string>();
        var headers = new List<(string Name, string Value)>();
        foreach (var parameter in operation.Parameters)
        {
            var name = parameter.GetProperty("name").GetString()!;
            var value = Uri.EscapeDataString(Wellformed(Value(parameter.GetProperty("schema"), random)));
            switch (parameter.GetProperty("in").GetString())
            {
                case "path":
                    path = path.Replace($"{{{name}}}", value.Length == 0 ? "x" : value, StringComparison.Ordinal);
                    break;
                case "query" when random.Next(2) == 0:
                    query.Add($"{name}={value}");
                    break;
                case "header" when random.Next(4) == 0:
                    headers.Add((name, value));
                    break;
            }
        }

        if (random.Next(20) == 0)
        {
            query.Add("nonsense=1");
        }

        var request = new HttpRequestMessage(new HttpMethod(operation.Method), new Uri(query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", UriKind.Relative));
        headers.ForEach(header => Assert.True(request.Headers.TryAddWithoutValidation(header.Name, header.Value)));
        if (operation.Method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new ByteArrayContent(Body(operation, random));
            request.Content.Headers.ContentType = random.Next(10) switch
            {
                0 => null,
                1 => new MediaTypeHeaderValue("text/csv"),
                2 => new MediaTypeHeaderValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                _ => new MediaTypeHeaderValue("application/json"),
            };
        }

        return request;
    }

    private static byte[] Body(ApiOperation operation, Random random)
    {
        switch (random.Next(10))
        {
            case 0:
                return [];
            case 1:
                var noise = new byte[random.Next(200)];
                random.NextBytes(noise);
                return noise;
            case 2:
                return Encoding.UTF8.GetBytes(new string('[', 2000));
            case 3:
                return Encoding.UTF8.GetBytes("number,name,group\n1,\"a,b\n" + Wellformed(Hostile[random.Next(Hostile.Length)]));
            default:
                return operation.Body is { } schema ? Encoding.UTF8.GetBytes(Json(operation, schema, random, depth: 0)) : "{}"u8.ToArray();
        }
    }

    /// <summary>A value that a schema describes, and now and then one that it does not.</summary>
    private static string Json(ApiOperation operation, JsonElement unresolved, Random random, int depth)
    {
        var schema = operation.Resolve(unresolved);
        if (random.Next(12) == 0 || depth > 5)
        {
            return random.Next(6) switch { 0 => "null", 1 => "[]", 2 => "{}", 3 => "-1e400", 4 => "true", _ => Quoted(Hostile[random.Next(Hostile.Length)]) };
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            var members = properties.EnumerateObject().Where(_ => random.Next(10) > 0).Select(p => $"\"{p.Name}\":{Json(operation, p.Value, random, depth + 1)}").ToList();
            if (random.Next(15) == 0)
            {
                members.Add("\"nonsense\":1");
            }

            return $"{{{string.Join(',', members)}}}";
        }

        return Type(schema) switch
        {
            "array" => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Json(operation, schema.GetProperty("items"), random, depth + 1)))}]",
            "boolean" => random.Next(2) == 0 ? "true" : "false",
            "integer" or "number" => Value(schema, random),
            _ => Quoted(Value(schema, random)),
        };
    }

    private static string Value(JsonElement schema, Random random)
    {
        var type = Type(schema);
        return type is "integer" or "number"
            ? random.Next(5) switch { 0 => "0", 1 => "-1", 2 => long.MaxValue.ToString(CultureInfo.InvariantCulture), 3 => Bound(schema, "maximum"), _ => random.Next(1, 100).ToString(CultureInfo.InvariantCulture) }
            : type == "boolean" && random.Next(3) > 0 ? "true"
            : random.Next(4) == 0 ? string.Create(CultureInfo.InvariantCulture, $"x{random.Next(1000)}")
            : Hostile[random.Next(Hostile.Length)];
    }

    private static string Bound(JsonElement schema, string name) => schema.TryGetProperty(name, out var bound) ? bound.GetRawText().Trim('"') : "100000";

    private static string? Type(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()).FirstOrDefault(t => t != "null")
        : type.GetString();

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    /// <summary>Half a pair of code units cannot be written at all.</summary>
    private static string Wellformed(string text) => text.Replace("\ud800", "\ufffd", StringComparison.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
