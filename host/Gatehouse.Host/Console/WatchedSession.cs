using System.Security.Claims;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Gatehouse.Host.Console;

/// <summary>Ends an open page soon after its session was ended or its user's rights were changed.</summary>
internal sealed class WatchedSession(ILoggerFactory logger, PersonLookup people) : RevalidatingServerAuthenticationStateProvider(logger)
{
    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        return user.Identity?.IsAuthenticated != true
            || (await people.StillAsync(user.FindFirstValue(Caller.Session), user.Actor(), cancellationToken) is { } rights && rights.SequenceEqual(user.Rights()));
    }
}
