using Gatehouse.Host.Composition;
using Gatehouse.Host.OpenId;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Host.Console;

/// <summary>Where people sign in; it works without any script.</summary>
public sealed partial class SignInPage
{
    private string? _problem;
    private bool _isNew;

    /// <summary>Where somebody wanted to go.</summary>
    [SupplyParameterFromQuery]
    public string? Back { get; set; }

    /// <summary>What came of it that somebody went to the OpenID provider.</summary>
    [SupplyParameterFromQuery(Name = "openid")]
    public string? Came { get; set; }

    /// <summary>What was typed.</summary>
    [SupplyParameterFromForm(FormName = "sign-in")]
    public SignInForm Entered { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private RunOptions Run { get; set; } = null!;

    [Inject]
    private OpenIdFlow OpenId { get; set; } = null!;

    [Inject]
    private SignIn Door { get; set; } = null!;

    [Inject]
    private SetupCode Setup { get; set; } = null!;

    [Inject]
    private PersonLookup People { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Entered ??= new SignInForm();
        _isNew = Setup.Exists;
        _problem = OpenIdWords.Problem(Run, Came);
    }

    /// <summary>Goes to the OpenID provider.</summary>
    private async Task LeaveAsync()
    {
        var (address, outcome) = await OpenId.BeginAsync(Http, Back, linking: null);
        if (address is null)
        {
            _problem = OpenIdWords.Problem(Run, $"{outcome}");
            return;
        }

        Navigation.NavigateTo(address);
    }

    private async Task EnterAsync()
    {
        var (outcome, secret) = await Door.TryAsync(Entered.Name.Trim(), Entered.Password, Entered.Code, SessionEndpoints.From(Http), Http.RequestAborted);
        if (secret is null)
        {
            _problem = $"SignIn.{outcome}";
            return;
        }

        SessionEndpoints.Keep(Http, secret);
        var mustSetUpCodes = (await People.OfSessionAsync(secret, Http.RequestAborted))!.Any(c => c.Type == Caller.MustSetUpCodes);
        Navigation.NavigateTo(mustSetUpCodes ? "/codes" : Preferences.IsOwn(Entered.Back) ? Entered.Back! : "/");
    }
}
