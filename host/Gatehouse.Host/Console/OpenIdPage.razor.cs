using Gatehouse.Host.Audit;
using Gatehouse.Host.Composition;
using Gatehouse.Host.OpenId;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Host.Console;

/// <summary>Where somebody links their account at the OpenID provider, and unlinks it; it works without any script.</summary>
public sealed partial class OpenIdPage
{
    private string? _problem;
    private OpenIdLinkRow? _link;

    /// <summary>What came of it that somebody went to the provider.</summary>
    [SupplyParameterFromQuery(Name = "openid")]
    public string? Came { get; set; }

    /// <summary>What was typed.</summary>
    [SupplyParameterFromForm(FormName = "link")]
    public OpenIdForm Entered { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private RunOptions Run { get; set; } = null!;

    [Inject]
    private OpenIdFlow OpenId { get; set; } = null!;

    [Inject]
    private OpenIdAccounts Accounts { get; set; } = null!;

    [Inject]
    private SignIn Door { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Name => Http.User.Identity!.Name!;

    private string Provider => Run.OpenId?.Provider ?? "";

    private bool MustSetUpCodes => Http.User.HasClaim(c => c.Type == Caller.MustSetUpCodes);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Entered ??= new OpenIdForm();
        if (Run.OpenId is null || Http.User.Actor().Kind != Actor.User || MustSetUpCodes)
        {
            Navigation.NavigateTo(MustSetUpCodes ? "/codes" : "/");
            return;
        }

        _link = await Accounts.FindAsync(Name, Http.RequestAborted);
        _problem = OpenIdWords.Problem(Run, Came);
    }

    private async Task LinkAsync()
    {
        // A browser that somebody left open must not be enough to get in for ever.
        var proof = await Door.ProveAsync(Name, Entered.Password, Entered.Code, SessionEndpoints.From(Http), Http.RequestAborted);
        if (proof != SignInOutcome.In)
        {
            _problem = $"SignIn.{proof}";
            return;
        }

        var (address, outcome) = await OpenId.BeginAsync(Http, back: null, Http.User.FindFirst(Caller.Session)!.Value);
        if (address is null)
        {
            _problem = OpenIdWords.Problem(Run, $"{outcome}");
            return;
        }

        Navigation.NavigateTo(address);
    }

    private async Task UnlinkAsync()
    {
        await Accounts.UnlinkAsync(Http.User.Actor(), Name, Http.RequestAborted);
        Navigation.NavigateTo("/openid");
    }
}
