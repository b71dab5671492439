using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Gatehouse.Host.Alarms;
using Gatehouse.Host.Api;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Console;
using Gatehouse.Host.Doors;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Exports;
using Gatehouse.Host.Gates;
using Gatehouse.Host.Health;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Leases;
using Gatehouse.Host.Occupancy;
using Gatehouse.Host.OpenId;
using Gatehouse.Host.People;
using Gatehouse.Host.Permissions;
using Gatehouse.Host.Policies;
using Gatehouse.Host.Proofs;
using Gatehouse.Host.Protection;
using Gatehouse.Host.Remote;
using Gatehouse.Host.Retention;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Telemetry;
using Gatehouse.Host.Users;
using Gatehouse.Host.Webhooks;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Composition;

/// <summary>Puts the host together.</summary>
internal static class HostApplication
{
    public static WebApplication Build(RunOptions options, DataFolder folder, HostDatabase database, HostKeys keys, KioskRegister register, TimeProvider time)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(HostApplication).Assembly.GetName().Name,
            // Its files lie beside the executable, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options, keys.Server));
        WebApplication? running = null;
        Log(builder.Logging, options.LogsJson, () => running?.Lifetime.ApplicationStarted.IsCancellationRequested == true);
        builder.Services.AddSingleton(options).AddSingleton(time).AddSingleton(keys.Authority).AddSingleton<Arrivals>().AddSingleton<NamedPeople>().AddSingleton<LeaseBook>();
        builder.Services.AddSingleton<IDbContextFactory<GatehouseContext>>(database);
        builder.Services.AddSingleton<Pairing>().AddSingleton(register).AddSingleton<JournalStore>().AddSingleton<EntryList>().AddSingleton<MeasuredValues>().AddSingleton<Holdings>();
        builder.Services.AddAlarms();
        builder.Services.AddSingleton<CheckpointStore>().AddSingleton<DailyTree>().AddHostedService<TreeWorker>();
        builder.Services.AddSingleton<RosterSource>().AddSingleton<PolicyPlans>().AddSingleton<PolicyRegister>().AddSingleton<CommandBook>().AddSingleton<NewsWatch>().AddHostedService(services => services.GetRequiredService<NewsWatch>());
        builder.Services.AddSingleton<PeopleRegister>().AddSingleton<BadgeRegister>().AddSingleton<VisitorRegister>().AddSingleton<PersonRemoval>().AddSingleton<PersonExport>().AddSingleton<ImportUndo>().AddSingleton<PeopleImport>().AddSingleton<PeopleList>().AddSingleton<AuditList>();
        builder.Services.AddSingleton(folder).AddSingleton<ExportBook>().AddHostedService<ExportWorker>();
        builder.Services.AddSingleton<WebhookBook>().AddSingleton<WebhookOutbox>().AddHostedService<WebhookWorker>();
        builder.Services.AddSingleton<RosterRevisions>().AddSingleton<ScheduleRegister>().AddSingleton<HolidayRegister>().AddSingleton<AccessRegister>().AddSingleton<GateRegister>().AddSingleton<PassageRegister>().AddSingleton<GateSettings>().AddSingleton<RosterDigests>().AddSingleton<Muster>();
        builder.Services.AddHostedService<RetentionWorker>();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = ApiProblems.Tell);
        builder.Services.AddSigningIn(folder, options.OpenId);
        builder.Services.AddApi();
        builder.Services.AddProtection(keys.Seal);
        builder.Services.AddHealth();
        builder.Services.AddTelemetry();
        builder.Services.AddSingleton(database);
        if (database.IsShared)
        {
            builder.Services.AddHostedService<ArrivalsWorker>();
        }

        builder.Services.AddConsole();

        var application = running = builder.Build();
        application.UseExceptionHandler();
        application.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        if (options.ConsoleName is not null)
        {
            // Believed of this machine's own addresses alone, which is where the web server is.
            application.UseWhen(http => http.Features.Get<Door>() == Door.Console, people => people.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto }));
        }

        application.UseRouting();
        application.UseMiddleware<DoorGuard>();
        application.UseRequestLocalization();
        application.UseAuthentication();
        application.UseAuthorization();
        application.UseKioskPresence();
        application.Use((http, next) => http.RequestServices.GetRequiredService<TryLimit>().GuardAsync(http, next));
        application.UseMiddleware<IdempotencyKeys>();
        application.UseAntiforgery();
        application.MapPairing();
        application.MapRosters();
        application.MapPolicies();
        application.MapNews();
        application.MapIngest();
        application.MapCheckpoints();
        application.MapTrees();
        application.MapSessions();
        application.MapUsers();
        application.MapOpenId();
        application.MapAudit();
        application.MapEntries();
        application.MapAlarms();
        application.MapExports();
        application.MapWebhooks();
        application.MapPeople();
        application.MapPersons();
        application.MapVisitors();
        application.MapGates();
        application.MapPermissions();
        application.MapKiosks();
        application.MapApiDescription();
        application.MapHealth();
        application.MapTelemetry();
        application.MapConsole();
        return application;
    }

    private static void Listen(KestrelServerOptions kestrel, RunOptions options, ServerCertificate certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.ListenAnyIP(options.KioskPort, listen =>
        {
            listen.Use(next => connection =>
            {
                connection.Features.Set(Door.Kiosks);
                return next(connection);
            });
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = async context => new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = await certificate.CurrentAsync(context.CancellationToken),
                    EnabledSslProtocols = SslProtocols.Tls13,
                    ClientCertificateRequired = true,
                    CertificateRevocationCheckMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
#pragma warning disable CA5359 // It is the client's certificate, and each request is judged by it, with a reason, in KioskCertificateHandler.
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
                },
            });
        });
        kestrel.Listen(IPAddress.Loopback, options.ConsolePort, listen => listen.Use(next => connection =>
        {
            connection.Features.Set(Door.Console);
            return next(connection);
        }));
    }

    /// <summary>
    /// Quiet unless something is wrong, and on standard error: standard output is for the commands' own lines. What goes
    /// wrong before the host serves ends its start, and is told once, by whoever started it.
    /// </summary>
    private static void Log(ILoggingBuilder logging, bool json, Func<bool> serves)
    {
        logging.ClearProviders();
        if (json)
        {
            logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        }
        else
        {
            logging.AddSimpleConsole(console => console.SingleLine = true);
        }

        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddFilter(level => level >= LogLevel.Warning && serves());
        // Whoever asks whether the host is ready is told, every few seconds.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
    }
}
