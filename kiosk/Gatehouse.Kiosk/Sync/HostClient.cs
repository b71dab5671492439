using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Sync;

/// <summary>Requests over TLS 1.3 and their answers, every failure of which is a <see cref="HostException"/>.</summary>
internal sealed class HostClient : IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024 * 1024;

    // A line that was silent for so many times as long as it may be is broken.
    private const int MostSilences = 3;

    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;

    public HostClient(Uri address, SyncOptions options, SslClientAuthenticationOptions tls)
    {
        tls.EnabledSslProtocols = SslProtocols.Tls13;
        _handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.RequestTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            SslOptions = tls,
        };
        _client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = address, Timeout = options.RequestTimeout, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    /// <summary>Asks, and gives the body of an answer 200.</summary>
    /// <exception cref="HostException">The host was not reached, or answered otherwise.</exception>
    public async Task<byte[]> ExchangeAsync(HttpMethod method, string address, HttpContent? content, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Content = content };
            using var response = await _client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent ? body : throw Refusal(response, body);
        }
        catch (Exception e) when (IsOfTheLine(e, cancellationToken))
        {
            throw NotReached(e);
        }
    }

    /// <summary>Follows server-sent events until the line ends.</summary>
    /// <exception cref="HostException">The host was not reached or refused, or was silent for too long.</exception>
    public async IAsyncEnumerable<T> EventsAsync<T>(string address, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var response = await OpenAsync(address, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var events = SseParser.Create(stream, (_, data) => Read(data.ToArray(), type)).EnumerateAsync(silence.Token).GetAsyncEnumerator(silence.Token);
        await using (events)
        {
            while (await NextAsync())
            {
                if (events.Current.Data is { } happened)
                {
                    yield return happened;
                }
            }
        }

        async Task<bool> NextAsync()
        {
            silence.CancelAfter(Routes.NewsEvery * MostSilences);
            try
            {
                return await events.MoveNextAsync();
            }
            catch (Exception e) when (IsOfTheLine(e, cancellationToken))
            {
                throw NotReached(e);
            }
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return response;
            }

            using (response)
            {
                throw Refusal(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
            }
        }
        catch (Exception e) when (IsOfTheLine(e, cancellationToken))
        {
            throw NotReached(e);
        }
    }

    private static bool IsOfTheLine(Exception e, CancellationToken cancellationToken) =>
        e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private HostException NotReached(Exception e) => new(
        IsDistrusted(e)
            ? $"What answers at {_client.BaseAddress} shows no certificate of this kiosk's host that holds now and for this address: somebody stands between, the address is another's, or a clock is wrong"
            : $"The host at {_client.BaseAddress} was not reached: {e.GetBaseException().Message}",
        refused: false,
        inner: e);

    private static bool IsDistrusted(Exception? e) => e is AuthenticationException || (e is not null && IsDistrusted(e.InnerException));

    /// <summary>Sends a message and reads another.</summary>
    /// <exception cref="HostException">As with <see cref="ExchangeAsync"/>, or the answer is none.</exception>
    public async Task<TAnswer> ExchangeAsync<TAsked, TAnswer>(
        string address, TAsked asked, JsonTypeInfo<TAsked> askedType, JsonTypeInfo<TAnswer> answerType, string lacking, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(asked, askedType));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Read(await ExchangeAsync(HttpMethod.Post, address, content, cancellationToken), answerType) ?? throw NotTheHost(lacking);
    }

    /// <summary>Reads an answer; null when it is none, but a proxy's page for instance.</summary>
    public static T? Read<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What answered said 200 and nothing that the host would say.</summary>
    public static HostException NotTheHost(string lacking) =>
        new($"What answered is not the host: it said 200 but gave {lacking}. A proxy may stand between.", refused: false);

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private static HostException Refusal(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        var temporary = status is 408 or 429 or >= 500;
        var detail = Detail(body) ?? response.ReasonPhrase;
        return new HostException($"The host answered {status}: {detail}", refused: !temporary, Wait(response.Headers));
    }

    /// <summary>How long the host asks to wait; where it names a time, by its own clock and not by this one.</summary>
    private static TimeSpan? Wait(HttpResponseHeaders headers) => headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date - headers.Date);

    private static string? Detail(byte[] body)
    {
        try
        {
            var problem = JsonSerializer.Deserialize(body, ContractJson.Default.JsonElement);
            return problem.ValueKind == JsonValueKind.Object
                && problem.TryGetProperty("detail", out var detail)
                && detail.ValueKind == JsonValueKind.String ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
