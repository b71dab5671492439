using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Storage;

/// <summary>The host's data. Another engine gets a context of its own with its own migrations.</summary>
internal sealed class GatehouseContext(DbContextOptions<GatehouseContext> options) : DbContext(options)
{
    public DbSet<KioskRow> Kiosks => Set<KioskRow>();

    public DbSet<CertificateRow> Certificates => Set<CertificateRow>();

    public DbSet<EpochRow> Epochs => Set<EpochRow>();

    public DbSet<RunRow> Runs => Set<RunRow>();

    public DbSet<RecordRow> Records => Set<RecordRow>();

    public DbSet<PersonalRow> Personal => Set<PersonalRow>();

    public DbSet<AlarmRow> Alarms => Set<AlarmRow>();

    public DbSet<EntryRow> Entries => Set<EntryRow>();

    public DbSet<CheckpointRow> Checkpoints => Set<CheckpointRow>();

    public DbSet<LossRow> Losses => Set<LossRow>();

    public DbSet<TreeRow> Trees => Set<TreeRow>();

    public DbSet<ClockAnchorRow> ClockAnchors => Set<ClockAnchorRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<KioskRow>(kiosk =>
        {
            kiosk.ToTable("kiosk");
            kiosk.HasIndex(k => k.Name).IsUnique();
        });
        modelBuilder.Entity<CertificateRow>(certificate =>
        {
            certificate.ToTable("certificate").HasKey(c => c.Thumbprint);
            certificate.HasOne<KioskRow>().WithMany().HasForeignKey(c => c.KioskId);
        });
        modelBuilder.Entity<EpochRow>(epoch =>
        {
            epoch.ToTable("epoch");
            epoch.HasIndex(e => new { e.KioskId, e.Name }).IsUnique();
            epoch.HasOne<KioskRow>().WithMany().HasForeignKey(e => e.KioskId);
        });
        modelBuilder.Entity<RunRow>(run =>
        {
            run.ToTable("run").HasKey(r => new { r.EpochId, r.First });
            run.HasOne<EpochRow>().WithMany().HasForeignKey(r => r.EpochId);
        });
        modelBuilder.Entity<AlarmRow>(alarm =>
        {
            alarm.ToTable("alarm");
            alarm.HasIndex(a => new { a.EpochId, a.Kind, a.Sequence, a.Offered }).IsUnique();
            alarm.HasOne<EpochRow>().WithMany().HasForeignKey(a => a.EpochId);
        });
        JournalRecords(modelBuilder);
        Proofs(modelBuilder);
    }

    private static void Proofs(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CheckpointRow>(checkpoint =>
        {
            checkpoint.ToTable("checkpoint").HasKey(c => new { c.EpochId, c.Sequence });
            checkpoint.HasOne<EpochRow>().WithMany().HasForeignKey(c => c.EpochId);
        });
        modelBuilder.Entity<LossRow>(loss =>
        {
            loss.ToTable("loss").HasKey(l => new { l.EpochId, l.First, l.Last });
            loss.HasOne<EpochRow>().WithMany().HasForeignKey(l => l.EpochId);
        });
        modelBuilder.Entity<TreeRow>(tree => tree.ToTable("tree").HasKey(t => t.Day));
    }

    private static void JournalRecords(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ClockAnchorRow>(anchor =>
        {
            anchor.ToTable("clock_anchor").HasKey(a => new { a.KioskId, a.Boot, a.Slot });
            anchor.HasOne<KioskRow>().WithMany().HasForeignKey(a => a.KioskId);
        });
        modelBuilder.Entity<RecordRow>(record =>
        {
            record.ToTable("record").HasKey(r => new { r.EpochId, r.Sequence });
            record.HasOne<EpochRow>().WithMany().HasForeignKey(r => r.EpochId);
        });
        modelBuilder.Entity<PersonalRow>(personal =>
        {
            personal.ToTable("personal").HasKey(p => new { p.EpochId, p.Sequence });
            personal.HasOne<RecordRow>().WithOne().HasForeignKey<PersonalRow>(p => new { p.EpochId, p.Sequence });
        });
        modelBuilder.Entity<EntryRow>(entry =>
        {
            entry.ToTable("entry");
            entry.HasIndex(e => new { e.KioskId, e.Passage });
            entry.HasIndex(e => new { e.When, e.Id });
            entry.HasIndex(e => new { e.KioskId, e.When, e.Id });
            entry.HasIndex(e => new { e.Person, e.When, e.Id });
            entry.HasIndex(e => new { e.KioskId, e.Boot, e.Mono }).HasFilter("NOT \"Synced\"");
            entry.Property(e => e.Synced).HasDefaultValue(true).ValueGeneratedNever();
            entry.HasOne<KioskRow>().WithMany().HasForeignKey(e => e.KioskId);
        });
    }
}
