using System.IO.Compression;
using Gatehouse.Contract;

namespace Gatehouse.Host.Ingest;

/// <summary>Takes a batch's bytes off the wire, never more than a batch may have.</summary>
internal static class BatchBody
{
    /// <summary>The most compressed bytes; what does not shrink may grow by gzip's own framing.</summary>
    public const int MaxCompressed = Routes.MaxBatchBytes + (64 * 1024);

    /// <summary>
    /// Up to here the rest of a body that is refused is still taken off the wire, so that its sender reads the answer
    /// instead of a broken connection.
    /// </summary>
    public const int MaxTaken = 8 * Routes.MaxBatchBytes;

    public static async Task<(ReadOnlyMemory<byte> Bytes, Refusal? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonLines())
        {
            return (default, Refusal.WrongType($"A batch has the content type {Routes.BatchType}."));
        }

        if (!string.Equals(request.Headers.ContentEncoding, "gzip", StringComparison.OrdinalIgnoreCase))
        {
            return (default, Refusal.WrongType("A batch has the content encoding gzip."));
        }

        if (request.ContentLength > MaxCompressed)
        {
            return (default, Refusal.TooLarge($"A batch has at most {MaxCompressed} bytes compressed."));
        }

        try
        {
            return await InflateAsync(request.Body, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return (default, Refusal.Malformed("The body is not whole gzip."));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (default, Refusal.TooLarge($"A batch has at most {MaxCompressed} bytes compressed."));
        }
    }

    private static bool HasJsonLines(this HttpRequest request) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(Routes.BatchType, StringComparison.OrdinalIgnoreCase);

    private static async Task<(ReadOnlyMemory<byte> Bytes, Refusal? Refusal)> InflateAsync(Stream body, CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(body, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await gzip.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > Routes.MaxBatchBytes)
            {
                return (default, Refusal.TooLarge($"A batch has at most {Routes.MaxBatchBytes} bytes."));
            }

            await bytes.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return (bytes.GetBuffer().AsMemory(0, (int)bytes.Length), null);
    }
}
