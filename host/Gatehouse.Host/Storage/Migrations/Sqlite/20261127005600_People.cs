using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Gatehouse.Host.Storage.Migrations.Sqlite
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
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "site",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "roster",
                table: "kiosk",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "roster_at",
                table: "kiosk",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    group = table.Column<string>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    valid_from = table.Column<long>(type: "INTEGER", nullable: true),
                    valid_to = table.Column<long>(type: "INTEGER", nullable: true),
                    suspended = table.Column<bool>(type: "INTEGER", nullable: false),
                    changed_in = table.Column<long>(type: "INTEGER", nullable: false)
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
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    mark = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false)
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
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    badge = table.Column<string>(type: "TEXT", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
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
