/*
 * sonar TRIGGER ECHO FILE
 *
 * Answers as an HC-SR04 does: 460 us after a pulse on line TRIGGER it holds
 * line ECHO high for the number of microseconds in FILE; 0 is no answer.
 */

#include <err.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The kiosk's pulse is of a millisecond. */
#define LOOK	400
#define BURST	460

static int open_file(const char *format, const char *line, int flags)
{
	char path[64];
	int file;

	snprintf(path, sizeof(path), format, line);
	file = open(path, flags);
	if (file < 0)
		err(1, "%s", path);
	return file;
}

static long number_in(int file)
{
	char text[16] = "";

	if (pread(file, text, sizeof(text) - 1, 0) < 0)
		err(1, "reading");
	return atol(text);
}

static void drive(int line, const char *pull)
{
	if (pwrite(line, pull, strlen(pull), 0) < 0)
		err(1, "%s", pull);
}

static void pause_for(long microseconds)
{
	const struct timespec time = { .tv_sec = microseconds / 1000000, .tv_nsec = microseconds % 1000000 * 1000 };

	clock_nanosleep(CLOCK_MONOTONIC, 0, &time, NULL);
}

int main(int argc, char **argv)
{
	/* Before every program under test, after the kernel's interrupt threads. */
	const struct sched_param first = { .sched_priority = 1 };
	int trigger, echo, file;

	if (argc != 4)
		errx(2, "usage: sonar TRIGGER ECHO FILE");
	trigger = open_file("/run/gate/sim_gpio%s/value", argv[1], O_RDONLY);
	echo = open_file("/run/gate/sim_gpio%s/pull", argv[2], O_WRONLY);
	file = open_file("%s", argv[3], O_RDONLY);
	if (sched_setscheduler(0, SCHED_FIFO, &first))
		err(1, "real-time priority");

	for (;;) {
		long length;

		while (!number_in(trigger))
			pause_for(LOOK);
		while (number_in(trigger))
			pause_for(LOOK);
		length = number_in(file);
		if (length) {
			pause_for(BURST);
			drive(echo, "pull-up");
			pause_for(length);
			drive(echo, "pull-down");
		}
	}
}
