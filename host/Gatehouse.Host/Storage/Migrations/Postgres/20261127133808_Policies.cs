using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Policies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "policy",
                table: "kiosk",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "policy",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    author = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    activated_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    activated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy", x => new { x.site_id, x.number });
                    table.ForeignKey(
                        name: "fk_policy_site_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "trial",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    command = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kiosk_id = table.Column<long>(type: "bigint", nullable: false),
                    policy = table.Column<long>(type: "bigint", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    result = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trial", x => new { x.site_id, x.command });
                    table.ForeignKey(
                        name: "fk_trial_command_site_id_command",
                        columns: x => new { x.site_id, x.command },
                        principalTable: "command",
                        principalColumns: new[] { "site_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_trial_policy_site_id_policy",
                        columns: x => new { x.site_id, x.policy },
                        principalTable: "policy",
                        principalColumns: new[] { "site_id", "number" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "counter",
                columns: new[] { "name", "last" },
                values: new object[] { "policy", 0L });

            migrationBuilder.CreateIndex(
                name: "ix_trial_site_id_policy",
                table: "trial",
                columns: new[] { "site_id", "policy" });

            NewsTriggers.On(migrationBuilder, "policy");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "trial");

            migrationBuilder.DropTable(
                name: "policy");

            migrationBuilder.DeleteData(
                table: "counter",
                keyColumn: "name",
                keyValue: "policy");

            migrationBuilder.DropColumn(
                name: "policy",
                table: "kiosk");
        }
    }
}
