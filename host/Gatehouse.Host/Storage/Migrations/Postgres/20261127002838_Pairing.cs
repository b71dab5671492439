using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations.Postgres
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
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AddColumn<string>(
                name: "kiosk",
                table: "alarm",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "join_token",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    kiosk = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    replaces = table.Column<bool>(type: "boolean", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    not_after = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    thumbprint = table.Column<string>(type: "text", nullable: true, collation: "C")
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
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
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
