using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Gatehouse.Host.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class People : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "badge_key",
                table: "site",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "site",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "roster",
                table: "kiosk",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "roster_at",
                table: "kiosk",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    group = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    department = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    language = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    suspended = table.Column<bool>(type: "boolean", nullable: false),
                    changed_in = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person", x => new { x.site_id, x.id });
                    table.ForeignKey(
                        name: "fk_person_site_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "roster",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    mark = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roster", x => new { x.site_id, x.number });
                    table.ForeignKey(
                        name: "fk_roster_site_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "badge",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    badge = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_badge", x => new { x.site_id, x.badge });
                    table.ForeignKey(
                        name: "fk_badge_person_site_id_person_id",
                        columns: x => new { x.site_id, x.person_id },
                        principalTable: "person",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "counter",
                columns: new[] { "name", "last" },
                values: new object[,]
                {
                    { "person", 0L },
                    { "roster", 0L }
                });

            migrationBuilder.UpdateData(
                table: "site",
                keyColumn: "id",
                keyValue: 1,
                columns: new[] { "badge_key", "time_zone" },
                values: new object[] { null, null });

            migrationBuilder.CreateIndex(
                name: "ix_badge_site_id_person_id",
                table: "badge",
                columns: new[] { "site_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_person_site_id_changed_in",
                table: "person",
                columns: new[] { "site_id", "changed_in" });

            migrationBuilder.CreateIndex(
                name: "ix_person_site_id_number",
                table: "person",
                columns: new[] { "site_id", "number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "badge");

            migrationBuilder.DropTable(
                name: "roster");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DeleteData(
                table: "counter",
                keyColumn: "name",
                keyValue: "person");

            migrationBuilder.DeleteData(
                table: "counter",
                keyColumn: "name",
                keyValue: "roster");

            migrationBuilder.DropColumn(
                name: "badge_key",
                table: "site");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "site");

            migrationBuilder.DropColumn(
                name: "roster",
                table: "kiosk");

            migrationBuilder.DropColumn(
                name: "roster_at",
                table: "kiosk");
        }
    }
}
