using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations.Postgres
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
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "missing_since",
                table: "kiosk",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "retired_at",
                table: "kiosk",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "seen_at",
                table: "kiosk",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "acknowledged_at",
                table: "alarm",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "acknowledged_by",
                table: "alarm",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "assignee",
                table: "alarm",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "cleared_at",
                table: "alarm",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "detail",
                table: "alarm",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "device",
                table: "alarm",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "escalated_at",
                table: "alarm",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "raised_at",
                table: "alarm",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<string>(
                name: "severity",
                table: "alarm",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.CreateTable(
                name: "alarm_event",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    alarm_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    detail = table.Column<string>(type: "text", nullable: true, collation: "C")
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
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    kiosk_id = table.Column<long>(type: "bigint", nullable: false),
                    device = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    epoch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
