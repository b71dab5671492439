using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Pairing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_alarm_epoch_site_id_epoch_id",
                table: "alarm");

            migrationBuilder.AlterColumn<long>(
                name: "epoch_id",
                table: "alarm",
                type: "INTEGER",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "INTEGER");

            migrationBuilder.AddColumn<string>(
                name: "kiosk",
                table: "alarm",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "join_token",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kiosk = table.Column<string>(type: "TEXT", nullable: false),
                    replaces = table.Column<bool>(type: "INTEGER", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    not_after = table.Column<long>(type: "INTEGER", nullable: false),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true),
                    thumbprint = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_join_token", x => x.id);
                    table.ForeignKey(
                        name: "fk_join_token_site_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_join_token_site_id",
                table: "join_token",
                column: "site_id");

            migrationBuilder.AddForeignKey(
                name: "fk_alarm_epoch_site_id_epoch_id",
                table: "alarm",
                columns: new[] { "site_id", "epoch_id" },
                principalTable: "epoch",
                principalColumns: new[] { "site_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_alarm_epoch_site_id_epoch_id",
                table: "alarm");

            migrationBuilder.DropTable(
                name: "join_token");

            migrationBuilder.DropColumn(
                name: "kiosk",
                table: "alarm");

            migrationBuilder.AlterColumn<long>(
                name: "epoch_id",
                table: "alarm",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "INTEGER",
                oldNullable: true);

            migrationBuilder.AddForeignKey(
                name: "fk_alarm_epoch_site_id_epoch_id",
                table: "alarm",
                columns: new[] { "site_id", "epoch_id" },
                principalTable: "epoch",
                principalColumns: new[] { "site_id", "id" },
                onDelete: ReferentialAction.Cascade);
        }
    }
}
