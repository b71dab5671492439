using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Commands : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "command",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    kiosk_id = table.Column<long>(type: "INTEGER", nullable: false),
                    @do = table.Column<string>(name: "do", type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_command", x => new { x.site_id, x.id });
                    table.ForeignKey(
                        name: "fk_command_kiosk_site_id_kiosk_id",
                        columns: x => new { x.site_id, x.kiosk_id },
                        principalTable: "kiosk",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_command_site_id_kiosk_id",
                table: "command",
                columns: new[] { "site_id", "kiosk_id" });

            migrationBuilder.CreateIndex(
                name: "ix_command_site_id_until",
                table: "command",
                columns: new[] { "site_id", "until" },
                filter: "outcome IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "command");
        }
    }
}
