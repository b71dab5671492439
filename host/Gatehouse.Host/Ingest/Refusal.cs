namespace Gatehouse.Host.Ingest;

/// <summary>Why a batch is not taken. The detail names the line or number and quotes no value.</summary>
internal sealed record Refusal(int Status, string Detail)
{
    public static Refusal Malformed(string detail) => new(StatusCodes.Status400BadRequest, detail);

    public static Refusal TooLarge(string detail) => new(StatusCodes.Status413PayloadTooLarge, detail);

    public static Refusal WrongType(string detail) => new(StatusCodes.Status415UnsupportedMediaType, detail);

    public static Refusal Untrue(string detail) => new(StatusCodes.Status422UnprocessableEntity, detail);

    public static Refusal Conflict(string detail) => new(StatusCodes.Status409Conflict, detail);
}
