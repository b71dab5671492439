namespace Gatehouse.Host.Doors;

/// <summary>Answers for programs where no route is meant: a page for people is of no use to them.</summary>
internal static class NotServed
{
    public static IResult Method(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return TypedResults.Problem($"This address takes {allowed}.", statusCode: StatusCodes.Status405MethodNotAllowed);
    }

    public static IResult Address() =>
        TypedResults.Problem("There is nothing at this address of the API.", statusCode: StatusCodes.Status404NotFound);
}
