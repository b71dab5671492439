// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * SPI bus 0 with an MFRC522 at chip select 0 whose field is empty, for user
 * space to drive through /dev/spidev0.0. Section numbers are those of the
 * datasheet, rev. 3.9.
 */

#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/spi/spi.h>

#define MFRC_COMMAND		0x01
#define MFRC_COMMAND_RESET	0x0f
#define MFRC_INTERRUPTS		0x04
#define MFRC_INTERRUPTS_TIMER	0x01
#define MFRC_FIFO_LEVEL		0x0a
#define MFRC_VERSION		0x37
#define MFRC_VERSION_2		0x92

static bool absent;
module_param(absent, bool, 0644);
MODULE_PARM_DESC(absent, "nobody drives MISO, as with the cable off");

static int error;
module_param(error, int, 0644);
MODULE_PARM_DESC(error, "every transfer fails with this error");

static u8 registers[64];

static u8 mfrc_read(u8 address)
{
	switch (address) {
	case MFRC_VERSION:
		return MFRC_VERSION_2;
	case MFRC_INTERRUPTS:
		/* No card answers before the timer ends. */
		return MFRC_INTERRUPTS_TIMER;
	case MFRC_FIFO_LEVEL:
		return 0;
	default:
		return registers[address];
	}
}

static void mfrc_write(u8 address, u8 value)
{
	if (address == MFRC_COMMAND && value == MFRC_COMMAND_RESET)
		memset(registers, 0, sizeof(registers));
	else
		registers[address] = value;
}

/* Section 8.1.2: a read answers each address byte in the byte that follows. */
static void mfrc_transfer(const u8 *sent, u8 *heard, size_t count)
{
	size_t i;

	if (READ_ONCE(absent)) {
		if (heard)
			memset(heard, 0xff, count);
		return;
	}

	for (i = 1; i < count; i++) {
		if (!(sent[0] & 0x80))
			mfrc_write(sent[0] >> 1 & 0x3f, sent[i]);
		else if (heard)
			heard[i] = mfrc_read(sent[i - 1] >> 1 & 0x3f);
	}
}

static int rig_message(struct spi_controller *bus, struct spi_message *message)
{
	struct spi_transfer *transfer;

	message->status = -READ_ONCE(error);
	if (!message->status)
		list_for_each_entry(transfer, &message->transfers, transfer_list) {
			if (transfer->tx_buf)
				mfrc_transfer(transfer->tx_buf, transfer->rx_buf, transfer->len);
			message->actual_length += transfer->len;
		}
	spi_finalize_current_message(bus);
	return 0;
}

static struct platform_device *rig_device;
static struct spi_controller *rig_bus;

static int __init rig_init(void)
{
	/* One of the names that spidev takes for its own. */
	struct spi_board_info board = { .modalias = "dh2228fv", .max_speed_hz = 10000000 };
	int err;

	rig_device = platform_device_register_simple("rig-spi", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(rig_device))
		return PTR_ERR(rig_device);

	rig_bus = spi_alloc_master(&rig_device->dev, 0);
	if (!rig_bus) {
		err = -ENOMEM;
		goto no_bus;
	}
	rig_bus->bus_num = 0;
	rig_bus->num_chipselect = 1;
	rig_bus->transfer_one_message = rig_message;
	err = spi_register_controller(rig_bus);
	if (err) {
		spi_controller_put(rig_bus);
		goto no_bus;
	}
	if (spi_new_device(rig_bus, &board))
		return 0;

	err = -ENODEV;
	spi_unregister_controller(rig_bus);
no_bus:
	platform_device_unregister(rig_device);
	return err;
}
module_init(rig_init);

static void __exit rig_exit(void)
{
	spi_unregister_controller(rig_bus);
	platform_device_unregister(rig_device);
}
module_exit(rig_exit);

MODULE_DESCRIPTION("An SPI bus with a made-up MFRC522");
MODULE_LICENSE("Dual MIT/GPL");
