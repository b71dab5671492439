using System.Net.Http.Json;
using System.Text.Json;
using Gatehouse.Demo.People;

namespace Gatehouse.EndToEnd.Tests.Support;

/// <summary>The simulator's page as a program sees it.</summary>
public sealed class SimulatorClient(Uri address) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

    public async Task<JsonElement> WalkAsync(Visit visit) => await ReadAsync(await _client.PostAsJsonAsync("/api/walk", visit));

    public async Task<JsonElement> FaultsAsync(object faults) => await ReadAsync(await _client.PostAsJsonAsync("/api/faults", faults));

    public async Task<JsonElement> StateAsync() => await ReadAsync(await _client.GetAsync(new Uri("/api/state", UriKind.Relative)));

    /// <summary>Sends a request as it is.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request, TestContext.Current.CancellationToken);

    public void Dispose() => _client.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, text);
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
    }
}
