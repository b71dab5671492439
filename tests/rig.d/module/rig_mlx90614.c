// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Bus 1 with an MLX90614 on it and nothing else, for user space to drive
 * through /dev/i2c-1. Section and page numbers are those of the datasheet,
 * rev. 13.
 */

#include <linux/i2c.h>
#include <linux/module.h>

#define RIG_BUS			1
#define MLX_ADDRESS		0x5a
#define MLX_WORD_AND_PEC	3

#define MLX_AMBIENT		0x06
#define MLX_OBJECT		0x07
#define MLX_EEPROM		0x20
#define MLX_EEPROM_LAST		0x3f

static ushort object = 0x3c80;
module_param(object, ushort, 0644);
MODULE_PARM_DESC(object, "RAM 0x07, what it sees, in units of 0.02 K");

static ushort ambient = 0x39d5;
module_param(ambient, ushort, 0644);
MODULE_PARM_DESC(ambient, "RAM 0x06, its own temperature, in units of 0.02 K");

static bool absent;
module_param(absent, bool, 0644);
MODULE_PARM_DESC(absent, "nothing acknowledges, as with the cable off");

static int error;
module_param(error, int, 0644);
MODULE_PARM_DESC(error, "every transfer fails with this error: 110 as with SDA held down");

static bool cut;
module_param(cut, bool, 0644);
MODULE_PARM_DESC(cut, "a transfer ends before its last message, whose bytes stay as they were");

/* As from the factory (p. 14-17). Cells that are not named here read as 0. */
static const u16 eeprom[MLX_EEPROM_LAST - MLX_EEPROM + 1] = {
	[0x04] = 0xffff,	/* emissivity 1.0 */
	[0x05] = 0x9fb5,	/* filters of the medical variants */
	[0x0e] = MLX_ADDRESS,
	[0x0f] = 0x2a33,	/* the maker's emissivity calibration */
	[0x1c] = 0x4761,	/* identity */
	[0x1d] = 0x7465,
	[0x1e] = 0x0001,
	[0x1f] = 0x0614,
};

static int mlx_word(u8 command, u16 *word)
{
	switch (command) {
	case MLX_AMBIENT:
		*word = READ_ONCE(ambient);
		return 0;
	case MLX_OBJECT:
		*word = READ_ONCE(object);
		return 0;
	case MLX_EEPROM ... MLX_EEPROM_LAST:
		*word = eeprom[command - MLX_EEPROM];
		return 0;
	default:
		return -EREMOTEIO;
	}
}

/* CRC-8, x^8 + x^2 + x + 1, most significant bit first (p. 19). */
static u8 smbus_pec(const u8 *bytes, size_t count)
{
	u8 crc = 0;
	int bit;

	while (count--) {
		crc ^= *bytes++;
		for (bit = 0; bit < 8; bit++)
			crc = (crc << 1) ^ (crc & 0x80 ? 0x07 : 0);
	}
	return crc;
}

static int mlx_answer(u8 command, struct i2c_msg *read)
{
	u16 word;
	int err = mlx_word(command, &word);
	u8 bytes[] = {
		MLX_ADDRESS << 1, command, MLX_ADDRESS << 1 | 1,
		word, word >> 8, 0,
	};

	if (err)
		return err;

	bytes[5] = smbus_pec(bytes, 5);
	memcpy(read->buf, bytes + 3, min_t(size_t, read->len, MLX_WORD_AND_PEC));
	return 0;
}

/* Of writes it knows a lone command and the empty one that asks who is there. */
static int mlx_take(const struct i2c_msg *write, int *command)
{
	u16 word;

	if (!write->len)
		return 0;
	if (write->len > 1)
		return -EREMOTEIO;
	*command = write->buf[0];
	return mlx_word(*command, &word);
}

/*
 * Messages of one transfer are joined by repeated starts. A read that does
 * not follow its command in the same transfer finds the bus left high.
 */
static int rig_transfer(struct i2c_adapter *adapter, struct i2c_msg *msgs,
			int count)
{
	int i, err, command = -1;

	if (READ_ONCE(error))
		return -READ_ONCE(error);
	if (READ_ONCE(cut))
		return count - 1;

	for (i = 0; i < count; i++) {
		struct i2c_msg *msg = &msgs[i];

		if (READ_ONCE(absent) || msg->addr != MLX_ADDRESS)
			return -EREMOTEIO;

		if (msg->flags & I2C_M_RD) {
			memset(msg->buf, 0xff, msg->len);
			err = command < 0 ? 0 : mlx_answer(command, msg);
			command = -1;
		} else {
			command = -1;
			err = mlx_take(msg, &command);
		}
		if (err)
			return err;
	}
	return count;
}

static u32 rig_functionality(struct i2c_adapter *adapter)
{
	return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
}

static const struct i2c_algorithm rig_algorithm = {
	.master_xfer = rig_transfer,
	.functionality = rig_functionality,
};

static struct i2c_adapter rig_adapter = {
	.owner = THIS_MODULE,
	.name = "rig",
	.nr = RIG_BUS,
	.algo = &rig_algorithm,
};

static int __init rig_init(void)
{
	return i2c_add_numbered_adapter(&rig_adapter);
}
module_init(rig_init);

static void __exit rig_exit(void)
{
	i2c_del_adapter(&rig_adapter);
}
module_exit(rig_exit);

MODULE_DESCRIPTION("An I2C bus with a made-up MLX90614");
MODULE_LICENSE("Dual MIT/GPL");
