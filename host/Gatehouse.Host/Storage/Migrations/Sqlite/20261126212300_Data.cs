using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Gatehouse.Host.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Data : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "counter",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    last = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_counter", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "entry",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    made_by_epoch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    made_by_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    kiosk_id = table.Column<long>(type: "INTEGER", nullable: false),
                    passage = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    when = table.Column<long>(type: "INTEGER", nullable: false),
                    synced = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: true),
                    boot = table.Column<string>(type: "TEXT", nullable: true),
                    mono = table.Column<long>(type: "INTEGER", nullable: true),
                    corrected_from = table.Column<long>(type: "INTEGER", nullable: true),
                    corrected_to = table.Column<long>(type: "INTEGER", nullable: true),
                    epoch_id = table.Column<long>(type: "INTEGER", nullable: true),
                    sequence = table.Column<long>(type: "INTEGER", nullable: true),
                    granted = table.Column<bool>(type: "INTEGER", nullable: false),
                    simulated = table.Column<bool>(type: "INTEGER", nullable: false),
                    direction = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    person = table.Column<string>(type: "TEXT", nullable: true),
                    group = table.Column<string>(type: "TEXT", nullable: true),
                    verdict = table.Column<string>(type: "TEXT", nullable: true),
                    readings = table.Column<int>(type: "INTEGER", nullable: false),
                    closing_epoch_id = table.Column<long>(type: "INTEGER", nullable: true),
                    closing_sequence = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true),
                    work_milliseconds = table.Column<double>(type: "REAL", nullable: true),
                    wait_milliseconds = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entry", x => new { x.site_id, x.made_by_epoch_id, x.made_by_sequence, x.month });
                });

            migrationBuilder.CreateTable(
                name: "personal",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    epoch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    line = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personal", x => new { x.site_id, x.epoch_id, x.sequence, x.month });
                });

            migrationBuilder.CreateTable(
                name: "record",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    epoch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    line = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record", x => new { x.site_id, x.epoch_id, x.sequence, x.month });
                });

            migrationBuilder.CreateTable(
                name: "site",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tree",
                columns: table => new
                {
                    day = table.Column<string>(type: "TEXT", nullable: false),
                    line = table.Column<byte[]>(type: "BLOB", nullable: false),
                    leaves = table.Column<byte[]>(type: "BLOB", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tree", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "kiosk",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kiosk", x => new { x.site_id, x.id });
                    table.ForeignKey(
                        name: "fk_kiosk_site_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "certificate",
                columns: table => new
                {
                    thumbprint = table.Column<string>(type: "TEXT", nullable: false),
                    certificate = table.Column<byte[]>(type: "BLOB", nullable: true),
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kiosk_id = table.Column<long>(type: "INTEGER", nullable: false),
                    issued_at = table.Column<long>(type: "INTEGER", nullable: false),
                    not_after = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificate", x => x.thumbprint);
                    table.ForeignKey(
                        name: "fk_certificate_kiosk_site_id_kiosk_id",
                        columns: x => new { x.site_id, x.kiosk_id },
                        principalTable: "kiosk",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "clock_anchor",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kiosk_id = table.Column<long>(type: "INTEGER", nullable: false),
                    boot = table.Column<string>(type: "TEXT", nullable: false),
                    slot = table.Column<long>(type: "INTEGER", nullable: false),
                    mono = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clock_anchor", x => new { x.site_id, x.kiosk_id, x.boot, x.slot });
                    table.ForeignKey(
                        name: "fk_clock_anchor_kiosk_site_id_kiosk_id",
                        columns: x => new { x.site_id, x.kiosk_id },
                        principalTable: "kiosk",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "epoch",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kiosk_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    first_received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_received_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_epoch", x => new { x.site_id, x.id });
                    table.ForeignKey(
                        name: "fk_epoch_kiosk_site_id_kiosk_id",
                        columns: x => new { x.site_id, x.kiosk_id },
                        principalTable: "kiosk",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alarm",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    epoch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    held = table.Column<string>(type: "TEXT", nullable: false),
                    offered = table.Column<string>(type: "TEXT", nullable: false),
                    first_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false),
                    times = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alarm", x => new { x.site_id, x.id });
                    table.ForeignKey(
                        name: "fk_alarm_epoch_site_id_epoch_id",
                        columns: x => new { x.site_id, x.epoch_id },
                        principalTable: "epoch",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "checkpoint",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    epoch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<byte[]>(type: "BLOB", nullable: false),
                    countersignature = table.Column<byte[]>(type: "BLOB", nullable: false),
                    thumbprint = table.Column<string>(type: "TEXT", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checkpoint", x => new { x.site_id, x.epoch_id, x.sequence });
                    table.ForeignKey(
                        name: "fk_checkpoint_epoch_site_id_epoch_id",
                        columns: x => new { x.site_id, x.epoch_id },
                        principalTable: "epoch",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "loss",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    epoch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    first = table.Column<long>(type: "INTEGER", nullable: false),
                    last = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    named_by_epoch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    named_by_sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_loss", x => new { x.site_id, x.epoch_id, x.first, x.last });
                    table.ForeignKey(
                        name: "fk_loss_epoch_site_id_epoch_id",
                        columns: x => new { x.site_id, x.epoch_id },
                        principalTable: "epoch",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "run",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    epoch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    first = table.Column<long>(type: "INTEGER", nullable: false),
                    last = table.Column<long>(type: "INTEGER", nullable: false),
                    first_previous = table.Column<string>(type: "TEXT", nullable: false),
                    last_hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run", x => new { x.site_id, x.epoch_id, x.first });
                    table.ForeignKey(
                        name: "fk_run_epoch_site_id_epoch_id",
                        columns: x => new { x.site_id, x.epoch_id },
                        principalTable: "epoch",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "counter",
                columns: new[] { "name", "last" },
                values: new object[,]
                {
                    { "alarm", 0L },
                    { "epoch", 0L },
                    { "kiosk", 0L }
                });

            migrationBuilder.InsertData(
                table: "site",
                columns: new[] { "id", "name" },
                values: new object[] { 1, "main" });

            migrationBuilder.CreateIndex(
                name: "ix_alarm_site_id_epoch_id_kind_sequence_offered",
                table: "alarm",
                columns: new[] { "site_id", "epoch_id", "kind", "sequence", "offered" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_certificate_site_id_kiosk_id",
                table: "certificate",
                columns: new[] { "site_id", "kiosk_id" });

            migrationBuilder.CreateIndex(
                name: "ix_entry_site_id_kiosk_id_boot_mono",
                table: "entry",
                columns: new[] { "site_id", "kiosk_id", "boot", "mono" },
                filter: "NOT synced");

            migrationBuilder.CreateIndex(
                name: "ix_entry_site_id_kiosk_id_passage",
                table: "entry",
                columns: new[] { "site_id", "kiosk_id", "passage" });

            migrationBuilder.CreateIndex(
                name: "ix_entry_site_id_kiosk_id_when_made_by_epoch_id_made_by_sequence",
                table: "entry",
                columns: new[] { "site_id", "kiosk_id", "when", "made_by_epoch_id", "made_by_sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_entry_site_id_person_when_made_by_epoch_id_made_by_sequence",
                table: "entry",
                columns: new[] { "site_id", "person", "when", "made_by_epoch_id", "made_by_sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_entry_site_id_when_made_by_epoch_id_made_by_sequence",
                table: "entry",
                columns: new[] { "site_id", "when", "made_by_epoch_id", "made_by_sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_epoch_site_id_kiosk_id_name",
                table: "epoch",
                columns: new[] { "site_id", "kiosk_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kiosk_name",
                table: "kiosk",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_site_name",
                table: "site",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alarm");

            migrationBuilder.DropTable(
                name: "certificate");

            migrationBuilder.DropTable(
                name: "checkpoint");

            migrationBuilder.DropTable(
                name: "clock_anchor");

            migrationBuilder.DropTable(
                name: "counter");

            migrationBuilder.DropTable(
                name: "entry");

            migrationBuilder.DropTable(
                name: "loss");

            migrationBuilder.DropTable(
                name: "personal");

            migrationBuilder.DropTable(
                name: "record");

            migrationBuilder.DropTable(
                name: "run");

            migrationBuilder.DropTable(
                name: "tree");

            migrationBuilder.DropTable(
                name: "epoch");

            migrationBuilder.DropTable(
                name: "kiosk");

            migrationBuilder.DropTable(
                name: "site");
        }
    }
}
