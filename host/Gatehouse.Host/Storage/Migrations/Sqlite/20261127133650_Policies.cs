using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "policy",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<string>(type: "TEXT", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    author = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: true),
                    activated_by = table.Column<string>(type: "TEXT", nullable: true),
                    activated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true)
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
                    site_id = table.Column<int>(type: "INTEGER", nullable: false),
                    command = table.Column<string>(type: "TEXT", nullable: false),
                    kiosk_id = table.Column<long>(type: "INTEGER", nullable: false),
                    policy = table.Column<long>(type: "INTEGER", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    result = table.Column<string>(type: "TEXT", nullable: true)
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
