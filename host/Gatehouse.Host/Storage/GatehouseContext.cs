using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Host.Storage;

/// <summary>The host's data. Each engine has a context of its own with its own migrations, and its own way of what engines do differently.</summary>
internal abstract class GatehouseContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<SiteRow> Sites => Set<SiteRow>();

    public DbSet<KioskRow> Kiosks => Set<KioskRow>();

    public DbSet<CertificateRow> Certificates => Set<CertificateRow>();

    public DbSet<JoinTokenRow> JoinTokens => Set<JoinTokenRow>();

    public DbSet<PersonRow> People => Set<PersonRow>();

    public DbSet<BadgeRow> Badges => Set<BadgeRow>();

    public DbSet<UnknownBadgeRow> UnknownBadges => Set<UnknownBadgeRow>();

    public DbSet<ImportRow> Imports => Set<ImportRow>();

    public DbSet<ImportChangeRow> ImportChanges => Set<ImportChangeRow>();

    public DbSet<RosterRow> Rosters => Set<RosterRow>();

    public DbSet<CommandRow> Commands => Set<CommandRow>();

    public DbSet<PolicyRow> Policies => Set<PolicyRow>();

    public DbSet<TrialRow> Trials => Set<TrialRow>();

    public DbSet<ScheduleRow> Schedules => Set<ScheduleRow>();

    public DbSet<HolidayRow> Holidays => Set<HolidayRow>();

    public DbSet<AccessRuleRow> AccessRules => Set<AccessRuleRow>();

    public DbSet<GateOrderRow> GateOrders => Set<GateOrderRow>();

    public DbSet<PresenceRow> Presence => Set<PresenceRow>();

    public DbSet<EpochRow> Epochs => Set<EpochRow>();

    public DbSet<RunRow> Runs => Set<RunRow>();

    public DbSet<RecordRow> Records => Set<RecordRow>();

    public DbSet<PersonalRow> Personal => Set<PersonalRow>();

    public DbSet<AlarmRow> Alarms => Set<AlarmRow>();

    public DbSet<AlarmEventRow> AlarmEvents => Set<AlarmEventRow>();

    public DbSet<DeviceRow> Devices => Set<DeviceRow>();

    public DbSet<EntryRow> Entries => Set<EntryRow>();

    public DbSet<CheckpointRow> Checkpoints => Set<CheckpointRow>();

    public DbSet<LossRow> Losses => Set<LossRow>();

    public DbSet<TreeRow> Trees => Set<TreeRow>();

    public DbSet<UserRow> Users => Set<UserRow>();

    public DbSet<GrantRow> Grants => Set<GrantRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<OpenIdLinkRow> OpenIdLinks => Set<OpenIdLinkRow>();

    public DbSet<ApiTokenRow> ApiTokens => Set<ApiTokenRow>();

    public DbSet<WebhookRow> Webhooks => Set<WebhookRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<AnswerRow> Answers => Set<AnswerRow>();

    public DbSet<ExportRow> Exports => Set<ExportRow>();

    public DbSet<ExportPartRow> ExportParts => Set<ExportPartRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<ClockAnchorRow> ClockAnchors => Set<ClockAnchorRow>();

    public DbSet<LastNamedRow> LastNamed => Set<LastNamedRow>();

    public DbSet<LeaseRow> Leases => Set<LeaseRow>();

    public DbSet<ProtectionKeyRow> ProtectionKeys => Set<ProtectionKeyRow>();

    /// <summary>Whether several hosts may run on the data at once.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Brings the data to this version's form; makes what is absent.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Copies all of it into a file that is there and empty, as of one moment, while others write.</summary>
    public abstract Task BackUpAsync(string file, CancellationToken cancellationToken);

    /// <summary>Sees to it that what was deleted cannot be read from the file any more.</summary>
    public abstract Task ForgetAsync(CancellationToken cancellationToken);

    /// <summary>Whether there is anything that somebody would miss.</summary>
    public async Task<bool> HoldsAsync(CancellationToken cancellationToken) =>
        await Kiosks.AnyAsync(cancellationToken) || await People.AnyAsync(cancellationToken) || await Records.AnyAsync(cancellationToken) || await Audit.AnyAsync(cancellationToken);

    /// <summary>One unchanging view of the data for several queries, which does not hold up any writer.</summary>
    public abstract Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Keeps everybody else from changing what is received of a kiosk until the transaction ends.</summary>
    public abstract Task LockAsync(KioskRow kiosk, CancellationToken cancellationToken);

    /// <summary>Makes room for what is received in a month.</summary>
    public abstract Task PrepareMonthAsync(int month, CancellationToken cancellationToken);

    /// <summary>Inserts many rows of one table in the transaction that is open; they are not tracked.</summary>
    public abstract Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class;

    /// <summary>People whose name was last sent as one like a pattern, in which <c>\</c> escapes, whatever its capitals.</summary>
    public abstract IQueryable<LastNamedRow> Named(string pattern);

    /// <summary>People on the roster whose name is so.</summary>
    public abstract IQueryable<PersonRow> Listed(string pattern);

    /// <summary>How many rows the engine's statistics say that a query gives; null where it keeps none.</summary>
    public abstract Task<long?> EstimateAsync<T>(IQueryable<T> query, CancellationToken cancellationToken);

    /// <summary>The next number of a <see cref="CounterRow"/>, or the last one of several; whoever else wants one waits for the transaction that is open.</summary>
    public async Task<long> NextAsync(string counter, CancellationToken cancellationToken, int several = 1) =>
        (await Database.SqlQuery<long>($"UPDATE counter SET last = last + {several} WHERE name = {counter} RETURNING last AS \"Value\"").ToListAsync(cancellationToken))[0];

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SiteRow>(site =>
        {
            site.ToTable("site").HasKey(s => s.Id);
            site.Property(s => s.Id).ValueGeneratedNever();
            site.HasIndex(s => s.Name).IsUnique();
            site.HasData(new SiteRow { Id = SiteRow.First, Name = "main" });
        });
        modelBuilder.Entity<CounterRow>(counter =>
        {
            counter.ToTable("counter").HasKey(c => c.Name);
            counter.HasData(new CounterRow { Name = CounterRow.Kiosks }, new CounterRow { Name = CounterRow.Epochs }, new CounterRow { Name = CounterRow.Alarms }, new CounterRow { Name = CounterRow.People }, new CounterRow { Name = CounterRow.Rosters }, new CounterRow { Name = CounterRow.Presence }, new CounterRow { Name = CounterRow.Audit }, new CounterRow { Name = CounterRow.AlarmEvents }, new CounterRow { Name = CounterRow.Visitors }, new CounterRow { Name = CounterRow.Policies });
        });
        modelBuilder.Entity<KioskRow>(kiosk =>
        {
            kiosk.ToTable("kiosk").HasKey(k => new { k.SiteId, k.Id });
            kiosk.HasIndex(k => k.Name).IsUnique();
            kiosk.HasOne<SiteRow>().WithMany().HasForeignKey(k => k.SiteId);
        });
        modelBuilder.Entity<CertificateRow>(certificate =>
        {
            // A handshake shows nothing else.
            certificate.ToTable("certificate").HasKey(c => c.Thumbprint);
            certificate.HasOne<KioskRow>().WithMany().HasForeignKey(c => new { c.SiteId, c.KioskId });
        });
        modelBuilder.Entity<JoinTokenRow>(token =>
        {
            // Whoever shows one shows its secret and nothing else.
            token.ToTable("join_token").HasKey(t => t.Id);
            token.HasOne<SiteRow>().WithMany().HasForeignKey(t => t.SiteId);
        });
        modelBuilder.Entity<EpochRow>(epoch =>
        {
            epoch.ToTable("epoch").HasKey(e => new { e.SiteId, e.Id });
            epoch.HasIndex(e => new { e.SiteId, e.KioskId, e.Name }).IsUnique();
            epoch.HasOne<KioskRow>().WithMany().HasForeignKey(e => new { e.SiteId, e.KioskId });
        });
        modelBuilder.Entity<RunRow>(run =>
        {
            run.ToTable("run").HasKey(r => new { r.SiteId, r.EpochId, r.First });
            run.HasOne<EpochRow>().WithMany().HasForeignKey(r => new { r.SiteId, r.EpochId });
        });
        modelBuilder.Entity<CommandRow>(command =>
        {
            command.ToTable("command").HasKey(c => new { c.SiteId, c.Id });
            command.HasIndex(c => new { c.SiteId, c.Until }).HasFilter("outcome IS NULL");
            command.HasOne<KioskRow>().WithMany().HasForeignKey(c => new { c.SiteId, c.KioskId });
        });
        modelBuilder.Entity<PolicyRow>(policy =>
        {
            policy.ToTable("policy").HasKey(p => new { p.SiteId, p.Number });
            policy.HasOne<SiteRow>().WithMany().HasForeignKey(p => p.SiteId);
        });
        modelBuilder.Entity<TrialRow>(trial =>
        {
            trial.ToTable("trial").HasKey(t => new { t.SiteId, t.Command });
            trial.HasIndex(t => new { t.SiteId, t.Policy });
            trial.HasOne<CommandRow>().WithMany().HasForeignKey(t => new { t.SiteId, t.Command });
            trial.HasOne<PolicyRow>().WithMany().HasForeignKey(t => new { t.SiteId, t.Policy });
        });
        modelBuilder.Entity<AuditRow>(audit =>
        {
            audit.ToTable("audit").HasKey(a => new { a.SiteId, a.Sequence });
            audit.HasIndex(a => new { a.SiteId, a.Subject, a.Sequence });
            audit.HasOne<SiteRow>().WithMany().HasForeignKey(a => a.SiteId);
        });
        Alarmed(modelBuilder);
        Exported(modelBuilder);
        Hooked(modelBuilder);
        Signing(modelBuilder);
        // These two are of the hosts, whatever the site.
        modelBuilder.Entity<LeaseRow>(lease => lease.ToTable("lease").HasKey(l => l.Name));
        modelBuilder.Entity<ProtectionKeyRow>(key => key.ToTable("protection_key").HasKey(k => k.Name));
        Persons(modelBuilder);
        Permissions(modelBuilder);
        Proofs(modelBuilder);
        Received(modelBuilder);
    }

    private static void Alarmed(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AlarmRow>(alarm =>
        {
            alarm.ToTable("alarm").HasKey(a => new { a.SiteId, a.Id });
            alarm.HasIndex(a => new { a.SiteId, a.EpochId, a.Kind, a.Sequence, a.Offered }).IsUnique();
            alarm.HasIndex(a => new { a.SiteId, a.Kiosk, a.Device, a.Kind });
            alarm.HasOne<EpochRow>().WithMany().HasForeignKey(a => new { a.SiteId, a.EpochId });
        });
        modelBuilder.Entity<AlarmEventRow>(happened =>
        {
            happened.ToTable("alarm_event").HasKey(e => new { e.SiteId, e.AlarmId, e.Id });
            happened.HasOne<AlarmRow>().WithMany().HasForeignKey(e => new { e.SiteId, e.AlarmId });
        });
        modelBuilder.Entity<DeviceRow>(device =>
        {
            device.ToTable("device").HasKey(d => new { d.SiteId, d.KioskId, d.Device });
            device.HasOne<KioskRow>().WithMany().HasForeignKey(d => new { d.SiteId, d.KioskId });
        });
    }

    private static void Hooked(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<WebhookRow>(webhook =>
        {
            webhook.ToTable("webhook").HasKey(w => new { w.SiteId, w.Name });
            webhook.HasOne<SiteRow>().WithMany().HasForeignKey(w => w.SiteId);
        });
        modelBuilder.Entity<DeliveryRow>(delivery =>
        {
            delivery.ToTable("webhook_delivery").HasKey(d => new { d.SiteId, d.Id });
            delivery.HasIndex(d => new { d.SiteId, d.NextAt }).HasFilter("next_at IS NOT NULL");
            delivery.HasOne<WebhookRow>().WithMany().HasForeignKey(d => new { d.SiteId, d.Webhook });
        });
    }

    private static void Exported(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ExportRow>(export =>
        {
            export.ToTable("export").HasKey(e => new { e.SiteId, e.Id });
            export.HasOne<SiteRow>().WithMany().HasForeignKey(e => e.SiteId);
        });
        modelBuilder.Entity<AnswerRow>(answer =>
        {
            answer.ToTable("answer").HasKey(a => new { a.SiteId, a.Caller, a.Key });
            answer.HasIndex(a => new { a.SiteId, a.At });
        });
        modelBuilder.Entity<ExportPartRow>(part => part.ToTable("export_part").HasKey(p => new { p.SiteId, p.ExportId, p.Part }));
    }

    /// <summary>Who signs in is known to the host; what they may do is said by site.</summary>
    private static void Signing(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<UserRow>(user => user.ToTable("user_account").HasKey(u => u.Name));
        modelBuilder.Entity<GrantRow>(grant =>
        {
            grant.ToTable("grant_role").HasKey(g => new { g.SiteId, g.User, g.Role });
            grant.HasOne<UserRow>().WithMany().HasForeignKey(g => g.User);
            grant.HasOne<SiteRow>().WithMany().HasForeignKey(g => g.SiteId);
        });
        modelBuilder.Entity<SessionRow>(session =>
        {
            // A request shows nothing else.
            session.ToTable("session").HasKey(s => s.Hash);
            session.HasIndex(s => s.Id).IsUnique();
            session.HasOne<UserRow>().WithMany().HasForeignKey(s => s.User);
        });
        modelBuilder.Entity<OpenIdLinkRow>(link =>
        {
            link.ToTable("openid_link").HasKey(l => new { l.Issuer, l.Subject });
            link.HasOne<UserRow>().WithOne().HasForeignKey<OpenIdLinkRow>(l => l.User);
        });
        modelBuilder.Entity<ApiTokenRow>(token =>
        {
            token.ToTable("api_token").HasKey(t => new { t.SiteId, t.Name });
            token.HasIndex(t => t.Hash).IsUnique();
            token.HasOne<SiteRow>().WithMany().HasForeignKey(t => t.SiteId);
        });
    }

    private static void Persons(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PersonRow>(person =>
        {
            person.ToTable("person").HasKey(p => new { p.SiteId, p.Id });
            person.HasIndex(p => new { p.SiteId, p.Number }).IsUnique();
            person.HasIndex(p => new { p.SiteId, p.ChangedIn });
            person.HasOne<SiteRow>().WithMany().HasForeignKey(p => p.SiteId);
        });
        modelBuilder.Entity<BadgeRow>(badge =>
        {
            badge.ToTable("badge").HasKey(b => new { b.SiteId, b.Badge });
            badge.HasOne<PersonRow>().WithMany().HasForeignKey(b => new { b.SiteId, b.PersonId });
        });
        modelBuilder.Entity<UnknownBadgeRow>(badge =>
        {
            badge.ToTable("unknown_badge").HasKey(b => new { b.SiteId, b.KioskId, b.Hash });
            badge.HasOne<KioskRow>().WithMany().HasForeignKey(b => new { b.SiteId, b.KioskId });
        });
        modelBuilder.Entity<ImportRow>(import => import.ToTable("import").HasKey(i => new { i.SiteId, i.Id }));
        modelBuilder.Entity<ImportChangeRow>(change =>
        {
            change.ToTable("import_change").HasKey(c => new { c.SiteId, c.ImportId, c.PersonId });
            change.HasOne<ImportRow>().WithMany().HasForeignKey(c => new { c.SiteId, c.ImportId });
        });
        modelBuilder.Entity<RosterRow>(roster =>
        {
            roster.ToTable("roster").HasKey(r => new { r.SiteId, r.Number });
            roster.HasOne<SiteRow>().WithMany().HasForeignKey(r => r.SiteId);
        });
    }

    private static void Permissions(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ScheduleRow>(schedule =>
        {
            schedule.ToTable("schedule").HasKey(s => new { s.SiteId, s.Name });
            schedule.HasOne<SiteRow>().WithMany().HasForeignKey(s => s.SiteId);
        });
        modelBuilder.Entity<HolidayRow>(holiday =>
        {
            holiday.ToTable("holiday").HasKey(h => new { h.SiteId, h.Date });
            holiday.HasOne<SiteRow>().WithMany().HasForeignKey(h => h.SiteId);
        });
        modelBuilder.Entity<AccessRuleRow>(rule =>
        {
            rule.ToTable("access_rule").HasKey(r => new { r.SiteId, r.Group, r.Gate });
            rule.HasOne<ScheduleRow>().WithMany().HasForeignKey(r => new { r.SiteId, r.Schedule }).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<PresenceRow>(presence =>
        {
            presence.ToTable("presence").HasKey(p => new { p.SiteId, p.Person });
            presence.HasIndex(p => new { p.SiteId, p.Number });
            presence.HasOne<KioskRow>().WithMany().HasForeignKey(p => new { p.SiteId, p.KioskId });
        });
        modelBuilder.Entity<GateOrderRow>(order =>
        {
            order.ToTable("gate_order").HasKey(o => new { o.SiteId, o.KioskId });
            order.HasOne<KioskRow>().WithMany().HasForeignKey(o => new { o.SiteId, o.KioskId });
        });
    }

    private static void Proofs(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CheckpointRow>(checkpoint =>
        {
            checkpoint.ToTable("checkpoint").HasKey(c => new { c.SiteId, c.EpochId, c.Sequence });
            checkpoint.HasOne<EpochRow>().WithMany().HasForeignKey(c => new { c.SiteId, c.EpochId });
        });
        modelBuilder.Entity<LossRow>(loss =>
        {
            loss.ToTable("loss").HasKey(l => new { l.SiteId, l.EpochId, l.First, l.Last });
            loss.HasOne<EpochRow>().WithMany().HasForeignKey(l => new { l.SiteId, l.EpochId });
        });
        modelBuilder.Entity<ClockAnchorRow>(anchor =>
        {
            anchor.ToTable("clock_anchor").HasKey(a => new { a.SiteId, a.KioskId, a.Boot, a.Slot });
            anchor.HasOne<KioskRow>().WithMany().HasForeignKey(a => new { a.SiteId, a.KioskId });
        });
        // One over all kiosks of the host.
        modelBuilder.Entity<TreeRow>(tree => tree.ToTable("tree").HasKey(t => t.Day));
    }

    /// <summary>What is received by the hundred: no foreign keys, and the month last in its keys, so that an engine can keep months apart.</summary>
    private static void Received(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RecordRow>(record => record.ToTable("record").HasKey(r => new { r.SiteId, r.EpochId, r.Sequence, r.Month }));
        modelBuilder.Entity<PersonalRow>(personal => personal.ToTable("personal").HasKey(p => new { p.SiteId, p.EpochId, p.Sequence, p.Month }));
        modelBuilder.Entity<LastNamedRow>(named => named.ToTable("last_named").HasKey(n => new { n.SiteId, n.Person }));
        modelBuilder.Entity<EntryRow>(entry =>
        {
            entry.ToTable("entry").HasKey(e => new { e.SiteId, e.MadeByEpochId, e.MadeBySequence, e.Month });
            entry.HasIndex(e => new { e.SiteId, e.KioskId, e.Passage });
            entry.HasIndex(e => new { e.SiteId, e.When, e.MadeByEpochId, e.MadeBySequence });
            entry.HasIndex(e => new { e.SiteId, e.KioskId, e.When, e.MadeByEpochId, e.MadeBySequence });
            entry.HasIndex(e => new { e.SiteId, e.Person, e.When, e.MadeByEpochId, e.MadeBySequence });
            entry.HasIndex(e => new { e.SiteId, e.KioskId, e.Boot, e.Mono }).HasFilter("NOT synced");
            entry.Property(e => e.Synced).HasDefaultValue(true).ValueGeneratedNever();
        });
    }
}
