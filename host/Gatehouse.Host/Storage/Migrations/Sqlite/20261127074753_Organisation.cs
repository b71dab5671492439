using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Gatehouse.Host.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Organisation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "column_map",
                table: "site",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "forgiven_at",
                table: "site",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "lockdown_at",
                table: "site",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "lockdown_by",
                table: "site",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "lockdown_reason",
                table: "site",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "passback_hard",
                table: "site",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "passback_minutes",
                table: "site",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "escorted",
                table: "person",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "forgiven_at",
                table: "person",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "host",
                table: "person",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "purged_at",
                table: "person",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "removed_at",
                table: "person",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "duty_group",
                table: "kiosk",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "duty_minutes",
                table: "kiosk",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "lockdown",
                table: "kiosk",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "mode",
                table: "kiosk",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "mode_at",
                table: "kiosk",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mode_in",
                table: "kiosk",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "roster_fits",
                table: "kiosk",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "badge",
                table: "command",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "person_id",
                table: "command",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "gate_order",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kiosk_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mode = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gate_order", x => new { x.site_id, x.kiosk_id });
                    table.ForeignKey(
                        name: "fk_gate_order_kiosk_site_id_kiosk_id",
                        columns: x => new { x.site_id, x.kiosk_id },
                        principalTable: "kiosk",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "holiday",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    hours = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holiday", x => new { x.site_id, x.date });
                    table.ForeignKey(
                        name: "fk_holiday_site_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    undone_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import", x => new { x.site_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "last_named",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    epoch_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_last_named", x => new { x.site_id, x.person });
                });

            migrationBuilder.CreateTable(
                name: "lease",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    holder = table.Column<string>(type: "TEXT", nullable: true),
                    until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lease", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "presence",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    direction = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    kiosk_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_presence", x => new { x.site_id, x.person });
                    table.ForeignKey(
                        name: "fk_presence_kiosk_site_id_kiosk_id",
                        columns: x => new { x.site_id, x.kiosk_id },
                        principalTable: "kiosk",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "protection_key",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_protection_key", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "schedule",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schedule", x => new { x.site_id, x.name });
                    table.ForeignKey(
                        name: "fk_schedule_site_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "unknown_badge",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    kiosk_id = table.Column<long>(type: "INTEGER", nullable: false),
                    technology = table.Column<string>(type: "TEXT", nullable: true),
                    first_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false),
                    times = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unknown_badge", x => new { x.site_id, x.kiosk_id, x.hash });
                    table.ForeignKey(
                        name: "fk_unknown_badge_kiosk_site_id_kiosk_id",
                        columns: x => new { x.site_id, x.kiosk_id },
                        principalTable: "kiosk",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import_change",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    import_id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    badges = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_change", x => new { x.site_id, x.import_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_import_change_import_site_id_import_id",
                        columns: x => new { x.site_id, x.import_id },
                        principalTable: "import",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "access_rule",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    group = table.Column<string>(type: "TEXT", nullable: false),
                    gate = table.Column<string>(type: "TEXT", nullable: false),
                    allowed = table.Column<bool>(type: "INTEGER", nullable: false),
                    schedule = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_rule", x => new { x.site_id, x.group, x.gate });
                    table.ForeignKey(
                        name: "fk_access_rule_schedule_site_id_schedule",
                        columns: x => new { x.site_id, x.schedule },
                        principalTable: "schedule",
                        principalColumns: new[] { "site_id", "name" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "counter",
                columns: new[] { "name", "last" },
                values: new object[,]
                {
                    { "presence", 0L },
                    { "visitor", 0L }
                });

            migrationBuilder.UpdateData(
                table: "site",
                keyColumn: "id",
                keyValue: 1,
                columns: new[] { "column_map", "forgiven_at", "lockdown_at", "lockdown_by", "lockdown_reason", "passback_hard", "passback_minutes" },
                values: new object[] { null, null, null, null, null, false, null });

            migrationBuilder.CreateIndex(
                name: "ix_access_rule_site_id_schedule",
                table: "access_rule",
                columns: new[] { "site_id", "schedule" });

            migrationBuilder.CreateIndex(
                name: "ix_presence_site_id_kiosk_id",
                table: "presence",
                columns: new[] { "site_id", "kiosk_id" });

            migrationBuilder.CreateIndex(
                name: "ix_presence_site_id_number",
                table: "presence",
                columns: new[] { "site_id", "number" });

            migrationBuilder.Sql(LastNamedRow.Fill);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_rule");

            migrationBuilder.DropTable(
                name: "gate_order");

            migrationBuilder.DropTable(
                name: "holiday");

            migrationBuilder.DropTable(
                name: "import_change");

            migrationBuilder.DropTable(
                name: "last_named");

            migrationBuilder.DropTable(
                name: "lease");

            migrationBuilder.DropTable(
                name: "presence");

            migrationBuilder.DropTable(
                name: "protection_key");

            migrationBuilder.DropTable(
                name: "unknown_badge");

            migrationBuilder.DropTable(
                name: "schedule");

            migrationBuilder.DropTable(
                name: "import");

            migrationBuilder.DeleteData(
                table: "counter",
                keyColumn: "name",
                keyValue: "presence");

            migrationBuilder.DeleteData(
                table: "counter",
                keyColumn: "name",
                keyValue: "visitor");

            migrationBuilder.DropColumn(
                name: "column_map",
                table: "site");

            migrationBuilder.DropColumn(
                name: "forgiven_at",
                table: "site");

            migrationBuilder.DropColumn(
                name: "lockdown_at",
                table: "site");

            migrationBuilder.DropColumn(
                name: "lockdown_by",
                table: "site");

            migrationBuilder.DropColumn(
                name: "lockdown_reason",
                table: "site");

            migrationBuilder.DropColumn(
                name: "passback_hard",
                table: "site");

            migrationBuilder.DropColumn(
                name: "passback_minutes",
                table: "site");

            migrationBuilder.DropColumn(
                name: "escorted",
                table: "person");

            migrationBuilder.DropColumn(
                name: "forgiven_at",
                table: "person");

            migrationBuilder.DropColumn(
                name: "host",
                table: "person");

            migrationBuilder.DropColumn(
                name: "purged_at",
                table: "person");

            migrationBuilder.DropColumn(
                name: "removed_at",
                table: "person");

            migrationBuilder.DropColumn(
                name: "duty_group",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "duty_minutes",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "lockdown",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "mode",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "mode_at",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "mode_in",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "roster_fits",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "badge",
                table: "command");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "command");
        }
    }
}
