/*
 * keyboard VENDOR PRODUCT NAME [PORT]
 *
 * Is a USB keyboard with these numbers (hexadecimal), this name and, as its
 * physical path, this port, for as long as it runs; types what it reads.
 */

#include <ctype.h>
#include <err.h>
#include <fcntl.h>
#include <linux/uinput.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* The kernel numbers the keys of an American keyboard row by row. */
static const struct {
	int first;
	const char *keys;
} rows[] = {
	{ KEY_1, "1234567890-=" },
	{ KEY_Q, "qwertyuiop" },
	{ KEY_A, "asdfghjkl;" },
	{ KEY_Z, "zxcvbnm,./" },
	{ KEY_ENTER, "\n" },
};

static int key_of(int character)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *key = strchr(rows[i].keys, tolower(character));

		if (character && key)
			return rows[i].first + (key - rows[i].keys);
	}
	errx(1, "no key types character %d", character);
}

static void emit(int node, int type, int code, int value)
{
	const struct input_event event = { .type = type, .code = code, .value = value };

	if (write(node, &event, sizeof(event)) != sizeof(event))
		err(1, "typing");
}

static void move(int node, int key, int down)
{
	emit(node, EV_KEY, key, down);
	emit(node, EV_SYN, SYN_REPORT, 0);
	usleep(1000);
}

static void type(int node, int character)
{
	int key = key_of(character);

	if (isupper(character))
		move(node, KEY_LEFTSHIFT, 1);
	move(node, key, 1);
	move(node, key, 0);
	if (isupper(character))
		move(node, KEY_LEFTSHIFT, 0);
}

static int plug(const struct uinput_setup *setup, const char *port)
{
	int node = open("/dev/uinput", O_WRONLY);

	if (node < 0 || ioctl(node, UI_SET_EVBIT, EV_KEY))
		err(1, "/dev/uinput");
	for (int key = KEY_ESC; key <= KEY_KPDOT; key++)
		if (ioctl(node, UI_SET_KEYBIT, key))
			err(1, "key %d", key);
	if ((port && ioctl(node, UI_SET_PHYS, port)) ||
	    ioctl(node, UI_DEV_SETUP, setup) || ioctl(node, UI_DEV_CREATE))
		err(1, "%s", setup->name);
	return node;
}

int main(int argc, char **argv)
{
	struct uinput_setup setup = { .id.bustype = BUS_USB };
	int node, character;

	if (argc < 4 || argc > 5)
		errx(2, "usage: keyboard VENDOR PRODUCT NAME [PORT]");
	setup.id.vendor = strtoul(argv[1], NULL, 16);
	setup.id.product = strtoul(argv[2], NULL, 16);
	snprintf(setup.name, sizeof(setup.name), "%s", argv[3]);

	node = plug(&setup, argv[4]);
	while ((character = getchar()) != EOF)
		type(node, character);
	return 0;
}
