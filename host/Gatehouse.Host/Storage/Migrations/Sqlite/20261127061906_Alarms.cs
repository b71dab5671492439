using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Alarms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "missing",
                table: "kiosk",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "missing_since",
                table: "kiosk",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "retired_at",
                table: "kiosk",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "seen_at",
                table: "kiosk",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "acknowledged_at",
                table: "alarm",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "acknowledged_by",
                table: "alarm",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "assignee",
                table: "alarm",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "cleared_at",
                table: "alarm",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "detail",
                table: "alarm",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "device",
                table: "alarm",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "escalated_at",
                table: "alarm",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "raised_at",
                table: "alarm",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "severity",
                table: "alarm",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "alarm_event",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    alarm_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alarm_event", x => new { x.site_id, x.alarm_id, x.id });
                    table.ForeignKey(
                        name: "fk_alarm_event_alarm_site_id_alarm_id",
                        columns: x => new { x.site_id, x.alarm_id },
                        principalTable: "alarm",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "device",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kiosk_id = table.Column<long>(type: "INTEGER", nullable: false),
                    device = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    epoch = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device", x => new { x.site_id, x.kiosk_id, x.device });
                    table.ForeignKey(
                        name: "fk_device_kiosk_site_id_kiosk_id",
                        columns: x => new { x.site_id, x.kiosk_id },
                        principalTable: "kiosk",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "counter",
                columns: new[] { "name", "last" },
                values: new object[] { "alarmEvent", 0L });

            migrationBuilder.CreateIndex(
                name: "ix_alarm_site_id_kiosk_device_kind",
                table: "alarm",
                columns: new[] { "site_id", "kiosk", "device", "kind" });

            migrationBuilder.Sql(
                "UPDATE alarm SET raised_at = last_at, severity = CASE WHEN kind IN ('contradiction', 'checkpoint', 'olderCopy', 'twoKiosks') THEN 'critical' WHEN kind = 'unknownToken' THEN 'medium' ELSE 'high' END");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alarm_event");

            migrationBuilder.DropTable(
                name: "device");

            migrationBuilder.DropIndex(
                name: "ix_alarm_site_id_kiosk_device_kind",
                table: "alarm");

            migrationBuilder.DeleteData(
                table: "counter",
                keyColumn: "name",
                keyValue: "alarmEvent");

            migrationBuilder.DropColumn(
                name: "missing",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "missing_since",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "retired_at",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "seen_at",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "acknowledged_at",
                table: "alarm");

            migrationBuilder.DropColumn(
                name: "acknowledged_by",
                table: "alarm");

            migrationBuilder.DropColumn(
                name: "assignee",
                table: "alarm");

            migrationBuilder.DropColumn(
                name: "cleared_at",
                table: "alarm");

            migrationBuilder.DropColumn(
                name: "detail",
                table: "alarm");

            migrationBuilder.DropColumn(
                name: "device",
                table: "alarm");

            migrationBuilder.DropColumn(
                name: "escalated_at",
                table: "alarm");

            migrationBuilder.DropColumn(
                name: "raised_at",
                table: "alarm");

            migrationBuilder.DropColumn(
                name: "severity",
                table: "alarm");
        }
    }
}
