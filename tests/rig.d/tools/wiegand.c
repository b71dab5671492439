/*
 * wiegand DATA0 DATA1 BITS [PULSE INTERVAL]
 *
 * Sends one frame as a reader does: a low pulse on line DATA0 for each 0 of
 * BITS and on DATA1 for each 1. PULSE and INTERVAL are in microseconds, 50
 * and 2000 unless told. Both lines are expected high, as between frames.
 */

#include <err.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int open_line(const char *number)
{
	char path[64];
	int line;

	snprintf(path, sizeof(path), "/run/gate/sim_gpio%s/pull", number);
	line = open(path, O_WRONLY);
	if (line < 0)
		err(1, "%s", path);
	return line;
}

static void drive(int line, const char *pull)
{
	if (pwrite(line, pull, strlen(pull), 0) < 0)
		err(1, "%s", pull);
}

static void sleep_until(const struct timespec *start, long microseconds)
{
	struct timespec at = *start;

	at.tv_nsec += microseconds * 1000;
	at.tv_sec += at.tv_nsec / 1000000000;
	at.tv_nsec %= 1000000000;
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
}

int main(int argc, char **argv)
{
	/* Before every program under test, after the kernel's interrupt threads. */
	const struct sched_param first = { .sched_priority = 1 };
	long pulse = 50, interval = 2000;
	int lines[2];

	if (argc != 4 && argc != 6)
		errx(2, "usage: wiegand DATA0 DATA1 BITS [PULSE INTERVAL]");
	if (argc == 6) {
		pulse = atol(argv[4]);
		interval = atol(argv[5]);
	}
	lines[0] = open_line(argv[1]);
	lines[1] = open_line(argv[2]);
	if (sched_setscheduler(0, SCHED_FIFO, &first))
		err(1, "real-time priority");

	for (const char *bit = argv[3]; *bit; bit++) {
		int line = lines[*bit == '1'];
		struct timespec start;

		clock_gettime(CLOCK_MONOTONIC, &start);
		drive(line, "pull-down");
		sleep_until(&start, pulse);
		drive(line, "pull-up");
		sleep_until(&start, interval);
	}
	return 0;
}
