using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OpenId : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "by_open_id",
                table: "session",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "openid_link",
                columns: table => new
                {
                    issuer = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    user = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_openid_link", x => new { x.issuer, x.subject });
                    table.ForeignKey(
                        name: "fk_openid_link_user_account_user",
                        column: x => x.user,
                        principalTable: "user_account",
                        principalColumn: "name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_openid_link_user",
                table: "openid_link",
                column: "user",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "openid_link");

            migrationBuilder.DropColumn(
                name: "by_open_id",
                table: "session");
        }
    }
}
