using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Gatehouse.Host.Storage.Migrations.Postgres
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
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_counter", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "entry",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    made_by_epoch_id = table.Column<long>(type: "bigint", nullable: false),
                    made_by_sequence = table.Column<long>(type: "bigint", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    kiosk_id = table.Column<long>(type: "bigint", nullable: false),
                    passage = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    when = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    synced = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    boot = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    mono = table.Column<long>(type: "bigint", nullable: true),
                    corrected_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    corrected_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    epoch_id = table.Column<long>(type: "bigint", nullable: true),
                    sequence = table.Column<long>(type: "bigint", nullable: true),
                    granted = table.Column<bool>(type: "boolean", nullable: false),
                    simulated = table.Column<bool>(type: "boolean", nullable: false),
                    direction = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    person = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    group = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    verdict = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    readings = table.Column<int>(type: "integer", nullable: false),
                    closing_epoch_id = table.Column<long>(type: "bigint", nullable: true),
                    closing_sequence = table.Column<long>(type: "bigint", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    work_milliseconds = table.Column<double>(type: "double precision", nullable: true),
                    wait_milliseconds = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entry", x => new { x.site_id, x.made_by_epoch_id, x.made_by_sequence, x.month });
                });

            migrationBuilder.CreateTable(
                name: "personal",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    epoch_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    line = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personal", x => new { x.site_id, x.epoch_id, x.sequence, x.month });
                });

            migrationBuilder.CreateTable(
                name: "record",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    epoch_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    line = table.Column<byte[]>(type: "bytea", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record", x => new { x.site_id, x.epoch_id, x.sequence, x.month });
                });

            migrationBuilder.CreateTable(
                name: "site",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tree",
                columns: table => new
                {
                    day = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    line = table.Column<byte[]>(type: "bytea", nullable: false),
                    leaves = table.Column<byte[]>(type: "bytea", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tree", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "kiosk",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                    thumbprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    certificate = table.Column<byte[]>(type: "bytea", nullable: true),
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    kiosk_id = table.Column<long>(type: "bigint", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    not_after = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    kiosk_id = table.Column<long>(type: "bigint", nullable: false),
                    boot = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    slot = table.Column<long>(type: "bigint", nullable: false),
                    mono = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kiosk_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    first_received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    epoch_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    held = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    offered = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    times = table.Column<int>(type: "integer", nullable: false)
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
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    epoch_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<byte[]>(type: "bytea", nullable: false),
                    countersignature = table.Column<byte[]>(type: "bytea", nullable: false),
                    thumbprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    epoch_id = table.Column<long>(type: "bigint", nullable: false),
                    first = table.Column<long>(type: "bigint", nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    named_by_epoch_id = table.Column<long>(type: "bigint", nullable: false),
                    named_by_sequence = table.Column<long>(type: "bigint", nullable: false)
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
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    epoch_id = table.Column<long>(type: "bigint", nullable: false),
                    first = table.Column<long>(type: "bigint", nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false),
                    first_previous = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    last_hash = table.Column<string>(type: "text", nullable: false, collation: "C")
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
                name: "ix_entry_site_id_kiosk_id_when_made_by_epoch_id_made_by_sequen",
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
