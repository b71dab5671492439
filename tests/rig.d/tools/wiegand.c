/*
 * wiegand DATA0 DATA1 BITS [PULSE INTERVAL]
 *
 * Sends one frame as a reader does: a low pulse on line DATA0 for each 0 of
 * BITS and on DATA1 for each 1. PULSE and INTERVAL are in microseconds, 50
 * and 2000 unless told. Both lines are expected high, as between frames.
 *
 * With - for BITS it sends a frame for each line that it reads, 60 ms apart,
 * and says in the end how long the intervals between their bits were.
 */

#include <err.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BETWEEN_FRAMES 60000

struct intervals {
	double sum, longest;
	long count;
};

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

static struct timespec now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return at;
}

static void sleep_until(const struct timespec *start, long microseconds)
{
	struct timespec at = *start;

	at.tv_nsec += microseconds * 1000;
	at.tv_sec += at.tv_nsec / 1000000000;
	at.tv_nsec %= 1000000000;
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
}

static void add_interval(struct intervals *seen, const struct timespec *from, const struct timespec *to)
{
	double microseconds = (to->tv_sec - from->tv_sec) * 1e6 + (to->tv_nsec - from->tv_nsec) / 1e3;

	seen->sum += microseconds;
	seen->count++;
	if (microseconds > seen->longest)
		seen->longest = microseconds;
}

static void send_frame(const int *lines, const char *bits, long pulse, long interval, struct intervals *seen)
{
	struct timespec start, before = { 0 };

	for (const char *bit = bits; *bit == '0' || *bit == '1'; bit++) {
		int line = lines[*bit == '1'];

		start = now();
		if (bit > bits)
			add_interval(seen, &before, &start);
		before = start;
		drive(line, "pull-down");
		sleep_until(&start, pulse);
		drive(line, "pull-up");
		sleep_until(&start, interval);
	}
}

int main(int argc, char **argv)
{
	/* Before every program under test, after the kernel's interrupt threads. */
	const struct sched_param first = { .sched_priority = 1 };
	struct intervals seen = { 0 };
	long pulse = 50, interval = 2000, frames = 0;
	char frame[128];
	int lines[2];

	if (argc != 4 && argc != 6)
		errx(2, "usage: wiegand DATA0 DATA1 BITS|- [PULSE INTERVAL]");
	if (argc == 6) {
		pulse = atol(argv[4]);
		interval = atol(argv[5]);
	}
	lines[0] = open_line(argv[1]);
	lines[1] = open_line(argv[2]);
	if (sched_setscheduler(0, SCHED_FIFO, &first))
		err(1, "real-time priority");

	if (strcmp(argv[3], "-")) {
		send_frame(lines, argv[3], pulse, interval, &seen);
		return 0;
	}
	for (; fgets(frame, sizeof(frame), stdin); frames++) {
		send_frame(lines, frame, pulse, interval, &seen);
		usleep(BETWEEN_FRAMES);
	}
	printf("%ld frames, intervals of %.0f us on average, %.0f us at most\n",
	       frames, seen.sum / seen.count, seen.longest);
	return 0;
}
