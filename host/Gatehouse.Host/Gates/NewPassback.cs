using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Gates;

/// <summary>Whether gates are to look who is in already when somebody wants to enter.</summary>
/// <param name="Rule"><c>hard</c> refuses who is in already, <c>soft</c> admits them and has the record say so, <c>off</c> looks no more.</param>
/// <param name="Minutes">For how long a passage says that somebody is in.</param>
public sealed record NewPassback(
    [AllowedValues(NewPassback.Hard, NewPassback.Soft, NewPassback.Off)] string Rule,
    [Range(1, PassageRegister.MostMinutes)] int Minutes = PassageRegister.MostMinutes)
{
    internal const string Hard = "hard";

    internal const string Soft = "soft";

    internal const string Off = "off";
}
