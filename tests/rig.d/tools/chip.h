/* The GPIO chip with a label, open for reading. */

#include <err.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/gpio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int open_chip(const char *label)
{
	glob_t nodes;

	if (glob("/dev/gpiochip*", 0, NULL, &nodes))
		errx(1, "there is no GPIO chip");
	for (size_t i = 0; i < nodes.gl_pathc; i++) {
		struct gpiochip_info info = { 0 };
		int chip = open(nodes.gl_pathv[i], O_RDONLY);

		if (chip < 0 || ioctl(chip, GPIO_GET_CHIPINFO_IOCTL, &info))
			err(1, "%s", nodes.gl_pathv[i]);
		if (!strcmp(info.label, label))
			return chip;
		close(chip);
	}
	errx(1, "no GPIO chip is labelled %s", label);
}
