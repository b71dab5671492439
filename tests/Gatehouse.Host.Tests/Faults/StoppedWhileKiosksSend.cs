using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Faults;

/// <summary>The host is asked to stop while kiosks send.</summary>
public sealed class StoppedWhileKiosksSend
{
    private const int Kiosks = 3;
    private const int Batch = 20;

    [Fact]
    public async Task What_was_acknowledged_is_there_afterwards_and_kiosks_go_on()
    {
        await using var host = await RunningHost.StartAsync();
        var credentials = new List<Contract.KioskCredential>();
        for (var i = 0; i < Kiosks; i++)
        {
            credentials.Add(await host.CredentialAsync($"gate-{i}"));
        }

        var journals = credentials.ConvertAll(c => new Journal(c.Kiosk).Walk(400));
        var started = new TaskCompletionSource();
        var sending = Enumerable.Range(0, Kiosks).Select(i => SendAsync(credentials[i], journals[i], host.Kiosks, started)).ToList();
        await started.Task.WaitAsync(TestContext.Current.CancellationToken);
        await host.RestartAsync();
        var acknowledged = await Task.WhenAll(sending);

        for (var i = 0; i < Kiosks; i++)
        {
            await GoOnAsync(credentials[i], journals[i], host.Kiosks, acknowledged[i]);
        }

        Assert.Contains(acknowledged, a => a > 0);
        Assert.Equal("verified", (await host.GetAsync("/api/v1/summary?verify=true")).GetProperty("chain").GetString());
        Assert.Equal(0, host.Alarms());
    }

    /// <summary>Finds what was acknowledged, and sends the rest.</summary>
    private static async Task GoOnAsync(Contract.KioskCredential credential, Journal journal, Uri address, long acknowledged)
    {
        using var kiosk = new KioskLink(credential, address);
        var held = await kiosk.AskAsync("e1");
        Assert.True(held.Watermark >= acknowledged, $"{acknowledged} records were acknowledged, {held.Watermark} are held.");
        Assert.Empty(held.Missing);
        for (var from = 1; from <= journal.Count; from += 400)
        {
            held = await kiosk.SendAsync(journal, from, Math.Min(journal.Count, from + 399));
        }

        Assert.Equal(journal.Count, held.Watermark);
    }

    /// <summary>Sends until the host is gone, and gives what it said last that it holds.</summary>
    private static async Task<long> SendAsync(Contract.KioskCredential credential, Journal journal, Uri address, TaskCompletionSource started)
    {
        using var kiosk = new KioskLink(credential, address);
        long acknowledged = 0;
        try
        {
            for (var from = 1; from <= journal.Count; from += Batch)
            {
                acknowledged = (await kiosk.SendAsync(journal, from, Math.Min(journal.Count, from + Batch - 1))).Watermark;
                if (from > 3 * Batch)
                {
                    started.TrySetResult();
                }
            }
        }
        catch (HttpRequestException)
        {
            // It is gone.
        }

        started.TrySetResult();
        return acknowledged;
    }
}
