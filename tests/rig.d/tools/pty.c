/*
 * pty PATH COMMAND [ARGUMENT...]
 *
 * Makes a serial line at PATH, a link to a pseudo-terminal, and runs the
 * command with the line's far end as its standard input and output. The line
 * is gone when either ends; the link stays and leads nowhere.
 */

#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

static int make_line(const char *path)
{
	int far = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	struct termios raw;
	int near;

	if (far < 0 || grantpt(far) || unlockpt(far))
		err(1, "pseudo-terminal");

	/* Left open, lest the far end ends whenever nobody has the near one. */
	near = open(ptsname(far), O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (near < 0 || tcgetattr(near, &raw))
		err(1, "%s", ptsname(far));
	cfmakeraw(&raw);
	if (tcsetattr(near, TCSANOW, &raw))
		err(1, "%s", ptsname(far));

	unlink(path);
	if (symlink(ptsname(far), path))
		err(1, "%s", path);
	return far;
}

/* A program whose standard input is a terminal expects a person there. */
static int start(char **command)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		err(1, "socketpair");
	switch (fork()) {
	case -1:
		err(1, "fork");
	case 0:
		if (dup2(ends[1], STDIN_FILENO) < 0 || dup2(ends[1], STDOUT_FILENO) < 0)
			err(1, "standard input and output");
		execvp(command[0], command);
		err(1, "%s", command[0]);
	}
	close(ends[1]);
	return ends[0];
}

/* What a full line does not take is lost, as on a wire. */
static int carry(const struct pollfd *from, int to)
{
	char bytes[4096];
	ssize_t count;

	if (!from->revents)
		return 1;
	count = read(from->fd, bytes, sizeof(bytes));
	return count > 0 && (write(to, bytes, count) >= 0 || errno == EAGAIN);
}

int main(int argc, char **argv)
{
	struct pollfd ends[2] = { { .events = POLLIN }, { .events = POLLIN } };

	if (argc < 3)
		errx(2, "usage: pty PATH COMMAND [ARGUMENT...]");
	ends[0].fd = make_line(argv[1]);
	ends[1].fd = start(argv + 2);
	while (poll(ends, 2, -1) > 0)
		if (!carry(&ends[0], ends[1].fd) || !carry(&ends[1], ends[0].fd))
			return 0;
	err(1, "poll");
}
