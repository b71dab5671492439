using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations
{
    /// <inheritdoc />
    public partial class EntryPlace : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_entry_At_Id",
                table: "entry");

            migrationBuilder.DropIndex(
                name: "IX_entry_KioskId_At_Id",
                table: "entry");

            migrationBuilder.DropIndex(
                name: "IX_entry_Person_At_Id",
                table: "entry");

            migrationBuilder.AddColumn<long>(
                name: "When",
                table: "entry",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("""
                UPDATE entry SET "When" = min("At", coalesce(
                    (SELECT r.ReceivedAt FROM record r WHERE r.EpochId = entry.EpochId AND r.Sequence = entry.Sequence),
                    (SELECT r.ReceivedAt FROM record r WHERE r.EpochId = entry.ClosingEpochId AND r.Sequence = entry.ClosingSequence),
                    "At"))
                """);

            migrationBuilder.CreateIndex(
                name: "IX_entry_KioskId_When_Id",
                table: "entry",
                columns: new[] { "KioskId", "When", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_entry_Person_When_Id",
                table: "entry",
                columns: new[] { "Person", "When", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_entry_When_Id",
                table: "entry",
                columns: new[] { "When", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_entry_KioskId_When_Id",
                table: "entry");

            migrationBuilder.DropIndex(
                name: "IX_entry_Person_When_Id",
                table: "entry");

            migrationBuilder.DropIndex(
                name: "IX_entry_When_Id",
                table: "entry");

            migrationBuilder.DropColumn(
                name: "When",
                table: "entry");

            migrationBuilder.CreateIndex(
                name: "IX_entry_At_Id",
                table: "entry",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_entry_KioskId_At_Id",
                table: "entry",
                columns: new[] { "KioskId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_entry_Person_At_Id",
                table: "entry",
                columns: new[] { "Person", "At", "Id" });
        }
    }
}
