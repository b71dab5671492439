using System.Net;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>Measured values are shown to those who follow them up, and to nobody without being entered.</summary>
public sealed class MeasuredValuesTests : HostAndKiosk
{
    private const string Address = "/api/v1/entries/gate-1/e1/1/values";

    protected override async Task PrepareAsync()
    {
        var journal = new Journal("gate-1");
        journal.Decide(Journal.PassageId(1), person: "1001", name: "王芳");
        await Kiosk.SendAsync(journal);
    }

    [Fact]
    public async Task Each_look_is_entered_with_who_looked_at_whom()
    {
        using var duty = await Host.UserAsync("li.wei", "duty");
        var values = await Person.BodyAsync(duty.GetAsync(Address));
        Assert.Equal(36.512, values.GetProperty("values").GetProperty("readings")[0].GetProperty("skin").GetDouble());
        Assert.Empty(values.GetProperty("erased").EnumerateArray());
        Assert.Equal(("user li.wei", "1001"), (Entered()[0], Entered()[1]));
        Assert.Contains("There is no passage", await Person.RefusedAsync(duty.GetAsync("/api/v1/entries/gate-1/e1/2/values"), HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_even_an_owner_looks_without_being_on_duty()
    {
        using var owner = await Host.UserAsync("owner", "owner");
        Assert.Contains("health.read, which duty have", await Person.RefusedAsync(owner.GetAsync(Address), HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.Empty(Host.Query("SELECT sequence FROM audit WHERE action = 'entry.look'"));
    }

    [Fact]
    public async Task What_was_erased_is_said_to_be_so()
    {
        Host.Alter("DELETE FROM personal");
        using var duty = await Host.UserAsync("li.wei", "duty");
        var values = await Person.BodyAsync(duty.GetAsync(Address));
        Assert.Empty(values.GetProperty("values").EnumerateObject());
        Assert.Equal(["name", "readings"], values.GetProperty("erased").EnumerateArray().Select(e => e.GetString()).Order());
    }

    private object[] Entered() => Host.Query("SELECT \"by\", subject FROM audit WHERE action = 'entry.look'").Single();
}
