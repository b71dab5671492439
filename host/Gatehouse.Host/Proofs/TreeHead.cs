using System.Text.Json.Serialization;

namespace Gatehouse.Host.Proofs;

/// <summary>What the host signs of a day's tree.</summary>
/// <param name="Statement">Always <see cref="Word"/>.</param>
/// <param name="Day">The day at the site.</param>
/// <param name="Size">How many leaves it has.</param>
/// <param name="Root">Its root, as hexadecimal digits.</param>
/// <param name="Previous">The SHA-256 of the line of the tree before; null in the first.</param>
/// <param name="At">When it was made, UTC.</param>
internal sealed record TreeHead(string Statement, DateOnly Day, int Size, string Root, string? Previous, DateTimeOffset At)
{
    public const string Word = "tree";
}

/// <summary>One leaf: the last record of an epoch up to which everything is held.</summary>
internal sealed record TreeLeaf(string Kiosk, string Epoch, long Sequence, string Hash);

/// <summary>The form of both.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TreeHead))]
[JsonSerializable(typeof(TreeLeaf))]
internal sealed partial class TreeJson : JsonSerializerContext;
