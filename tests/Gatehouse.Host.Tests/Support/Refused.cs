using System.Net;
using System.Text.Json;

namespace Gatehouse.Host.Tests.Support;

/// <summary>Checks refusals: the status, a ProblemDetails with a sentence in it, and that nothing was changed.</summary>
public static class Refused
{
    public static async Task ChangesNothingAsync(RunningHost host, HttpStatusCode status, string says, Func<Task<HttpResponseMessage>> act)
    {
        var before = host.Contents();
        using var response = await act();
        await WithAsync(response, status, says);
        Assert.Equal(before, host.Contents());
    }

    public static async Task WithAsync(HttpResponseMessage response, HttpStatusCode status, string says)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Contains(says, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
