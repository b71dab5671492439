/*
 * edges LABEL LINE...
 *
 * Asks the kernel for both edges of the lines in one request, on the chip with
 * this label. Says "ready", then for each edge its line, "rising" or
 * "falling", and when it was in microseconds of the monotonic clock.
 */

#include <err.h>
#include <linux/gpio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "chip.h"

int main(int argc, char **argv)
{
	struct gpio_v2_line_request request = {
		.consumer = "edges",
		.config.flags = GPIO_V2_LINE_FLAG_INPUT |
				GPIO_V2_LINE_FLAG_EDGE_RISING |
				GPIO_V2_LINE_FLAG_EDGE_FALLING,
		.event_buffer_size = 1024,
	};
	struct gpio_v2_line_event edge;

	if (argc < 3 || argc - 2 > GPIO_V2_LINES_MAX)
		errx(2, "usage: edges LABEL LINE...");
	for (int i = 2; i < argc; i++)
		request.offsets[request.num_lines++] = atoi(argv[i]);
	if (ioctl(open_chip(argv[1]), GPIO_V2_GET_LINE_IOCTL, &request))
		err(1, "lines of %s", argv[1]);

	setlinebuf(stdout);
	puts("ready");
	while (read(request.fd, &edge, sizeof(edge)) == sizeof(edge))
		printf("%u %s %llu\n", edge.offset,
		       edge.id == GPIO_V2_LINE_EVENT_RISING_EDGE ? "rising" : "falling",
		       edge.timestamp_ns / 1000);
	err(1, "edges");
}
