namespace Gatehouse.Host.Ingest;

/// <summary>
/// Refuses a body that was not taken whole. The answer goes out at once; then the rest is read and thrown away for a
/// while, because a sender that first sends everything would otherwise see a broken connection instead of the answer.
/// </summary>
internal sealed class UnreadRefusal(IResult answer, int status, TimeProvider time) : IResult
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Over HTTP/2 a request is a stream of its own, and the connection goes on.
        if (status == StatusCodes.Status413PayloadTooLarge && HttpProtocol.IsHttp11(httpContext.Request.Protocol))
        {
            httpContext.Response.Headers.Connection = "close";
        }

        await answer.ExecuteAsync(httpContext);
        await httpContext.Response.CompleteAsync();
        if (!httpContext.Request.Headers.Expect.Contains("100-continue"))
        {
            await DropAsync(httpContext);
        }
    }

    private async Task DropAsync(HttpContext context)
    {
        using var enough = new CancellationTokenSource(Patience, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, context.RequestAborted);
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, ended.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The sender went, or is too slow: it has its answer.
        }
    }
}
