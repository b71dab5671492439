using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Proofs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_alarm_EpochId_Sequence_Offered",
                table: "alarm");

            migrationBuilder.AddColumn<byte[]>(
                name: "Certificate",
                table: "certificate",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "alarm",
                type: "TEXT",
                nullable: false,
                defaultValue: "contradiction");

            migrationBuilder.CreateTable(
                name: "checkpoint",
                columns: table => new
                {
                    EpochId = table.Column<long>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Line = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Countersignature = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Thumbprint = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoint", x => new { x.EpochId, x.Sequence });
                    table.ForeignKey(
                        name: "FK_checkpoint_epoch_EpochId",
                        column: x => x.EpochId,
                        principalTable: "epoch",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "loss",
                columns: table => new
                {
                    EpochId = table.Column<long>(type: "INTEGER", nullable: false),
                    First = table.Column<long>(type: "INTEGER", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    NamedByEpochId = table.Column<long>(type: "INTEGER", nullable: false),
                    NamedBySequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_loss", x => new { x.EpochId, x.First, x.Last });
                    table.ForeignKey(
                        name: "FK_loss_epoch_EpochId",
                        column: x => x.EpochId,
                        principalTable: "epoch",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tree",
                columns: table => new
                {
                    Day = table.Column<string>(type: "TEXT", nullable: false),
                    Line = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Leaves = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tree", x => x.Day);
                });

            migrationBuilder.CreateIndex(
                name: "IX_alarm_EpochId_Kind_Sequence_Offered",
                table: "alarm",
                columns: new[] { "EpochId", "Kind", "Sequence", "Offered" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "checkpoint");

            migrationBuilder.DropTable(
                name: "loss");

            migrationBuilder.DropTable(
                name: "tree");

            migrationBuilder.DropIndex(
                name: "IX_alarm_EpochId_Kind_Sequence_Offered",
                table: "alarm");

            migrationBuilder.DropColumn(
                name: "Certificate",
                table: "certificate");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "alarm");

            migrationBuilder.CreateIndex(
                name: "IX_alarm_EpochId_Sequence_Offered",
                table: "alarm",
                columns: new[] { "EpochId", "Sequence", "Offered" },
                unique: true);
        }
    }
}
