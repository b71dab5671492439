/*
 * keys NODE
 *
 * Takes an input device for itself. Says "ready", then the code of each key
 * that is pressed. Fails when another program has taken the device.
 */

#include <err.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct input_event event;
	int node;

	if (argc != 2)
		errx(2, "usage: keys NODE");
	node = open(argv[1], O_RDONLY);
	if (node < 0 || ioctl(node, EVIOCGRAB, 1))
		err(1, "%s", argv[1]);

	setlinebuf(stdout);
	puts("ready");
	while (read(node, &event, sizeof(event)) == sizeof(event))
		if (event.type == EV_KEY && event.value == 1)
			printf("%d\n", event.code);
	err(1, "%s", argv[1]);
}
