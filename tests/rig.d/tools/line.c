/*
 * line LABEL LINE
 *
 * What the kernel says of a line on the chip with this label: "input" or
 * "output", "active-low" and "debounced for N us" where it is.
 */

#include <err.h>
#include <linux/gpio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "chip.h"

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
