using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ClockAnchors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Boot",
                table: "entry",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CorrectedFrom",
                table: "entry",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CorrectedTo",
                table: "entry",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Mono",
                table: "entry",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Synced",
                table: "entry",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "clock_anchor",
                columns: table => new
                {
                    KioskId = table.Column<long>(type: "INTEGER", nullable: false),
                    Boot = table.Column<string>(type: "TEXT", nullable: false),
                    Slot = table.Column<long>(type: "INTEGER", nullable: false),
                    Mono = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_clock_anchor", x => new { x.KioskId, x.Boot, x.Slot });
                    table.ForeignKey(
                        name: "FK_clock_anchor_kiosk_KioskId",
                        column: x => x.KioskId,
                        principalTable: "kiosk",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_entry_KioskId_Boot_Mono",
                table: "entry",
                columns: new[] { "KioskId", "Boot", "Mono" },
                filter: "NOT \"Synced\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "clock_anchor");

            migrationBuilder.DropIndex(
                name: "IX_entry_KioskId_Boot_Mono",
                table: "entry");

            migrationBuilder.DropColumn(
                name: "Boot",
                table: "entry");

            migrationBuilder.DropColumn(
                name: "CorrectedFrom",
                table: "entry");

            migrationBuilder.DropColumn(
                name: "CorrectedTo",
                table: "entry");

            migrationBuilder.DropColumn(
                name: "Mono",
                table: "entry");

            migrationBuilder.DropColumn(
                name: "Synced",
                table: "entry");
        }
    }
}
