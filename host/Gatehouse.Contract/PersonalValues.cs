using System.Security.Cryptography;
using System.Text.Json;

namespace Gatehouse.Contract;

/// <summary>A personal value beside a record: the record's body holds only the commitment, so that the value can be erased.</summary>
public readonly record struct PersonalField
{
    /// <summary>The length of a salt, in bytes (128 bit).</summary>
    public const int SaltLength = 16;

    /// <summary>The field's name, such as <c>name</c> or <c>skin</c>.</summary>
    public required string Name { get; init; }

    /// <summary>16 random bytes.</summary>
    public required ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>The value as the UTF-8 of its JSON, exactly as written.</summary>
    public required ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>Whether a value of that name says who somebody is, or who did something and why, rather than what was measured: it is kept as long as names are.</summary>
    public static bool IsOfWho(string name) => name is "name" or "by" or "reason";

    /// <summary>SHA-256 of the salt followed by the value's bytes, 64 lower-case hexadecimal digits.</summary>
    public string Commitment()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Salt.Span);
        hash.AppendData(Value.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>The personal values of one record, from the line just before it.</summary>
/// <param name="Epoch">The record's epoch.</param>
/// <param name="Sequence">The record's number.</param>
/// <param name="Fields">The values, each name once.</param>
public sealed record PersonalValues(string Epoch, long Sequence, IReadOnlyList<PersonalField> Fields)
{
    /// <summary>
    /// Whether these are the values the record committed to: same epoch and number, every field named in its
    /// commitments with this commitment. Fields of the record that are absent here count as erased.
    /// </summary>
    public bool BelongTo(JournalRecord record)
    {
        if (record.Epoch != Epoch || record.Sequence != Sequence
            || !record.Body.TryGetProperty("commitments", out var commitments)
            || commitments.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        try
        {
            return Fields.All(field =>
                commitments.TryGetProperty(field.Name, out var commitment)
                && commitment.ValueKind == JsonValueKind.String
                && commitment.ValueEquals(field.Commitment()));
        }
        catch (InvalidOperationException)
        {
            // A name or value in the body is not Unicode: it can be compared with nothing.
            return false;
        }
    }
}
