using System.Buffers.Binary;
using System.IO.Compression;
using Gatehouse.Contract;

namespace Gatehouse.Host.Ingest;

/// <summary>Takes a batch's bytes off the wire, never more than a batch may have.</summary>
internal static class BatchBody
{
    /// <summary>The most compressed bytes; what does not shrink may grow by gzip's own framing.</summary>
    public const int MaxCompressed = Routes.MaxBatchBytes + (64 * 1024);

    // The least that gzip puts around nothing: ten bytes before and eight after.
    private const int MinCompressed = 18;

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

        if (await TakeAsync(request.Body, cancellationToken) is not { } compressed)
        {
            return (default, Refusal.TooLarge($"A batch has at most {MaxCompressed} bytes compressed."));
        }

        try
        {
            return await InflateAsync(compressed, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return (default, NotWhole);
        }
    }

    private static Refusal NotWhole => Refusal.Malformed("The body is not one whole gzip member.");

    private static bool HasJsonLines(this HttpRequest request) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(Routes.BatchType, StringComparison.OrdinalIgnoreCase);

    /// <summary>The body as it came; null when it is longer than a batch can be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> TakeAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        // Without the cast null becomes an empty Memory.
        return await CopyAsync(body, bytes, MaxCompressed, cancellationToken) ? (ReadOnlyMemory<byte>?)bytes.GetBuffer().AsMemory(0, (int)bytes.Length) : null;
    }

    private static async Task<(ReadOnlyMemory<byte> Bytes, Refusal? Refusal)> InflateAsync(
        ReadOnlyMemory<byte> compressed, CancellationToken cancellationToken)
    {
        if (compressed.IsEmpty)
        {
            return (default, null);
        }

        using var body = new MemoryStream(compressed.ToArray(), writable: false);
        await using var gzip = new GZipStream(body, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        if (!await CopyAsync(gzip, bytes, Routes.MaxBatchBytes, cancellationToken))
        {
            return (default, Refusal.TooLarge($"A batch has at most {Routes.MaxBatchBytes} bytes."));
        }

        // GZipStream takes a body that was cut short for a whole one; the length at its end tells.
        return compressed.Length >= MinCompressed && BinaryPrimitives.ReadUInt32LittleEndian(compressed.Span[^sizeof(uint)..]) == bytes.Length
            ? (bytes.GetBuffer().AsMemory(0, (int)bytes.Length), null)
            : (default, NotWhole);
    }

    /// <summary>False, and the rest unread, when there is more than the most.</summary>
    private static async Task<bool> CopyAsync(Stream from, MemoryStream to, int most, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (to.Length + read > most)
            {
                return false;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return true;
    }
}
