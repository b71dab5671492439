/*
 * line LABEL LINE
 *
 * What the kernel says of a line on the chip with this label: "input" or
 * "output", "active-low" and "debounced for N us" where it is.
 */

#include <err.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/gpio.h>
#include <stdio.h>
#include <stdlib.h>
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

int main(int argc, char **argv)
{
	struct gpio_v2_line_info info = { 0 };

	if (argc != 3)
		errx(2, "usage: line LABEL LINE");
	info.offset = atoi(argv[2]);
	if (ioctl(open_chip(argv[1]), GPIO_V2_GET_LINEINFO_IOCTL, &info))
		err(1, "line %s of %s", argv[2], argv[1]);

	fputs(info.flags & GPIO_V2_LINE_FLAG_OUTPUT ? "output" : "input", stdout);
	if (info.flags & GPIO_V2_LINE_FLAG_ACTIVE_LOW)
		fputs(" active-low", stdout);
	for (unsigned int i = 0; i < info.num_attrs; i++)
		if (info.attrs[i].id == GPIO_V2_LINE_ATTR_ID_DEBOUNCE)
			printf(" debounced for %u us", info.attrs[i].debounce_period_us);
	puts("");
	return 0;
}
