using System.Globalization;
using System.Net;
using System.Text;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;
using StandardWebhooks;

namespace Gatehouse.Host.Webhooks;

/// <summary>
/// Tells webhooks what happens, signed as standardwebhooks.com says. What is not taken is told again after longer and longer
/// times, and given up after the last.
/// </summary>
internal sealed partial class WebhookWorker(WebhookOutbox outbox, IDbContextFactory<GatehouseContext> contexts, TimeProvider time, ILogger<WebhookWorker> log) : BackgroundService
{
    private const int Together = 50;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Whoever sends one has it for so long; a host that ended meanwhile has not sent it.
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10)];

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    private bool _fails;

    public override void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        long? forgot = null;
        do
        {
            try
            {
                while (await outbox.FillAsync(stoppingToken))
                {
                }

                await SendAsync(stoppingToken);
                if (forgot is null || time.GetElapsedTime(forgot.Value) >= ForgetEvery)
                {
                    await outbox.ForgetAsync(stoppingToken);
                    forgot = time.GetTimestamp();
                }

                _fails = false;
            }
#pragma warning disable CA1031 // A database that is busy or away for a moment: the next look tries again, and nothing is told before it is kept.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Tell(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Tell(Exception e)
    {
        if (!_fails)
        {
            Log.NotTold(log, e);
        }

        _fails = true;
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = await context.Deliveries.AsNoTracking().Where(d => d.SiteId == SiteRow.First && d.NextAt <= now).OrderBy(d => d.Id).Take(Together)
            .Join(context.Webhooks, d => new { d.SiteId, Name = d.Webhook }, w => new { w.SiteId, w.Name }, (d, w) => new { Delivery = d, Webhook = w }).ToListAsync(cancellationToken);
        foreach (var one in due)
        {
            var (next, until) = (one.Delivery.NextAt, time.GetUtcNow() + Claim);
            if (await context.Deliveries.Where(d => d.SiteId == SiteRow.First && d.Id == one.Delivery.Id && d.NextAt == next).ExecuteUpdateAsync(d => d.SetProperty(x => x.NextAt, until), cancellationToken) == 1)
            {
                var (taken, gone, last) = await TellAsync(one.Webhook, one.Delivery, cancellationToken);
                await EndAsync(context, one.Delivery, taken, gone, last, cancellationToken);
            }
        }
    }

    private async Task<(bool Taken, bool Gone, string Last)> TellAsync(WebhookRow webhook, DeliveryRow delivery, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", delivery.Id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", new StandardWebhook(webhook.Secret).Sign(delivery.Id, now, delivery.Body));
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return (response.IsSuccessStatusCode, response.StatusCode == HttpStatusCode.Gone, string.Create(CultureInfo.InvariantCulture, $"answered {(int)response.StatusCode}"));
        }
        catch (HttpRequestException e)
        {
            return (false, false, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, false, string.Create(CultureInfo.InvariantCulture, $"did not answer within {Patience.TotalSeconds} s"));
        }
    }

    private async Task EndAsync(GatehouseContext context, DeliveryRow delivery, bool taken, bool gone, string last, CancellationToken cancellationToken)
    {
        var (now, tries) = (time.GetUtcNow(), delivery.Tries + 1);
        var dead = !taken && (gone || tries > Pauses.Length);
        DateTimeOffset? takenAt = taken ? now : null;
        DateTimeOffset? deadAt = dead ? now : null;
        DateTimeOffset? nextAt = taken || dead ? null : now + Pauses[tries - 1];
        await context.Deliveries.Where(d => d.SiteId == SiteRow.First && d.Id == delivery.Id).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.Tries, tries).SetProperty(x => x.Last, last).SetProperty(x => x.TakenAt, takenAt).SetProperty(x => x.DeadAt, deadAt).SetProperty(x => x.NextAt, nextAt), cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Webhooks could not be told what happens; it is tried again every second.")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
