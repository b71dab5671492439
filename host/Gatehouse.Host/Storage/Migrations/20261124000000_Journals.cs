using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gatehouse.Host.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Journals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kiosk",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kiosk", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "certificate",
                columns: table => new
                {
                    Thumbprint = table.Column<string>(type: "TEXT", nullable: false),
                    KioskId = table.Column<long>(type: "INTEGER", nullable: false),
                    IssuedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NotAfter = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_certificate", x => x.Thumbprint);
                    table.ForeignKey(
                        name: "FK_certificate_kiosk_KioskId",
                        column: x => x.KioskId,
                        principalTable: "kiosk",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "entry",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    KioskId = table.Column<long>(type: "INTEGER", nullable: false),
                    Passage = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    EpochId = table.Column<long>(type: "INTEGER", nullable: true),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: true),
                    Granted = table.Column<bool>(type: "INTEGER", nullable: false),
                    Simulated = table.Column<bool>(type: "INTEGER", nullable: false),
                    Direction = table.Column<string>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    Person = table.Column<string>(type: "TEXT", nullable: true),
                    Group = table.Column<string>(type: "TEXT", nullable: true),
                    Verdict = table.Column<string>(type: "TEXT", nullable: true),
                    Readings = table.Column<int>(type: "INTEGER", nullable: false),
                    ClosingEpochId = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosingSequence = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", nullable: true),
                    WorkMilliseconds = table.Column<double>(type: "REAL", nullable: true),
                    WaitMilliseconds = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entry", x => x.Id);
                    table.ForeignKey(
                        name: "FK_entry_kiosk_KioskId",
                        column: x => x.KioskId,
                        principalTable: "kiosk",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "epoch",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    KioskId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    FirstReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastReceivedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_epoch", x => x.Id);
                    table.ForeignKey(
                        name: "FK_epoch_kiosk_KioskId",
                        column: x => x.KioskId,
                        principalTable: "kiosk",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alarm",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    EpochId = table.Column<long>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Held = table.Column<string>(type: "TEXT", nullable: false),
                    Offered = table.Column<string>(type: "TEXT", nullable: false),
                    FirstAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Times = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alarm", x => x.Id);
                    table.ForeignKey(
                        name: "FK_alarm_epoch_EpochId",
                        column: x => x.EpochId,
                        principalTable: "epoch",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "record",
                columns: table => new
                {
                    EpochId = table.Column<long>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Line = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_record", x => new { x.EpochId, x.Sequence });
                    table.ForeignKey(
                        name: "FK_record_epoch_EpochId",
                        column: x => x.EpochId,
                        principalTable: "epoch",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "run",
                columns: table => new
                {
                    EpochId = table.Column<long>(type: "INTEGER", nullable: false),
                    First = table.Column<long>(type: "INTEGER", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstPrevious = table.Column<string>(type: "TEXT", nullable: false),
                    LastHash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run", x => new { x.EpochId, x.First });
                    table.ForeignKey(
                        name: "FK_run_epoch_EpochId",
                        column: x => x.EpochId,
                        principalTable: "epoch",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "personal",
                columns: table => new
                {
                    EpochId = table.Column<long>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Line = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_personal", x => new { x.EpochId, x.Sequence });
                    table.ForeignKey(
                        name: "FK_personal_record_EpochId_Sequence",
                        columns: x => new { x.EpochId, x.Sequence },
                        principalTable: "record",
                        principalColumns: new[] { "EpochId", "Sequence" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_alarm_EpochId_Sequence_Offered",
                table: "alarm",
                columns: new[] { "EpochId", "Sequence", "Offered" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_certificate_KioskId",
                table: "certificate",
                column: "KioskId");

            migrationBuilder.CreateIndex(
                name: "IX_entry_At_Id",
                table: "entry",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_entry_KioskId_At_Id",
                table: "entry",
                columns: new[] { "KioskId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_entry_KioskId_Passage",
                table: "entry",
                columns: new[] { "KioskId", "Passage" });

            migrationBuilder.CreateIndex(
                name: "IX_entry_Person_At_Id",
                table: "entry",
                columns: new[] { "Person", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_epoch_KioskId_Name",
                table: "epoch",
                columns: new[] { "KioskId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kiosk_Name",
                table: "kiosk",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alarm");

            migrationBuilder.DropTable(
                name: "certificate");

            migrationBuilder.DropTable(
                name: "entry");

            migrationBuilder.DropTable(
                name: "personal");

            migrationBuilder.DropTable(
                name: "run");

            migrationBuilder.DropTable(
                name: "record");

            migrationBuilder.DropTable(
                name: "epoch");

            migrationBuilder.DropTable(
                name: "kiosk");
        }
    }
}
