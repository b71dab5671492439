using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Host.Identity;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace Gatehouse.Host.Api;

/// <summary>Answers of the API where something cannot be done: ProblemDetails whose detail says what is wrong and what to do.</summary>
internal sealed partial class ApiProblems : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Answer(exception) is not var (status, detail))
        {
            return false;
        }

        await TypedResults.Problem(detail, statusCode: status).ExecuteAsync(httpContext);
        return true;
    }

    private static (int Status, string Detail)? Answer(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => (StatusCodes.Status400BadRequest, Where(json)),
        BadHttpRequestException bad => (bad.StatusCode, bad.StatusCode == StatusCodes.Status415UnsupportedMediaType ? "This address takes application/json." : Plain(bad.Message)),
        NotThereException => (StatusCodes.Status404NotFound, exception.Message),
        ChangedSinceException => (StatusCodes.Status412PreconditionFailed, exception.Message),
        HostException => (StatusCodes.Status409Conflict, exception.Message),
        _ when exception.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } =>
            (StatusCodes.Status400BadRequest, "A text holds the character U+0000, which the database cannot hold."),
        _ => null,
    };

    /// <summary>Puts into the detail what rules were broken, for people who read nothing else.</summary>
    public static void Tell(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is HttpValidationProblemDetails { Errors.Count: > 0 } broken)
        {
            broken.Detail = string.Join(' ', broken.Errors.Select(e => $"'{char.ToLowerInvariant(e.Key[0]) + e.Key[1..]}': {string.Join(' ', e.Value)}"));
        }
    }

    /// <summary>The framework names a parameter by its type in a program.</summary>
    private static string Plain(string message) =>
        Bound().Match(message) is { Success: true } match ? $"'{Key(match)}' cannot be '{match.Groups[2].Value}': the reference at /api/reference says what it takes."
        : Missing().Match(message) is { Success: true } absent ? $"'{Key(absent)}' is missing."
        : message;

    private static string Key(Match match) => char.ToLowerInvariant(match.Groups[1].Value[0]) + match.Groups[1].Value[1..];

    [GeneratedRegex("^Failed to bind parameter \"\\S+ (\\w+)\" from \"(.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex Bound();

    [GeneratedRegex("^Required parameter \"\\S+ (\\w+)\" was not provided")]
    private static partial Regex Missing();

    /// <summary>Where in the body; what stands there is not quoted.</summary>
    private static string Where(JsonException e) =>
        $"The body is not the JSON that this address takes: line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}{(string.IsNullOrEmpty(e.Path) ? "" : $", at {e.Path}")}. The reference at /api/reference shows it.";
}
