/*
 * drive IMAGE SOCKET SEED [forgetful]
 *
 * A disk with a write cache that the power can be taken from. It serves IMAGE
 * to QEMU over the network block device protocol (doc/proto.md of the nbd
 * project, fixed newstyle handshake, simple replies). What the guest writes
 * stands in memory until the guest flushes; only then is it written to IMAGE.
 *
 * When the connection breaks, the power is gone: of the sectors that were
 * written and not flushed, SEED chooses which the medium took: none, all, those
 * of the first writes with the last of these torn, or any of them. A sector of
 * 512 bytes is old or new. What it did is said on standard output.
 *
 * A forgetful disk answers that it flushed, and did not.
 */

#include <endian.h>
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define SECTOR 512u

#define NBD_MAGIC 0x4e42444d41474943ull
#define OPTION_MAGIC 0x49484156454f5054ull
#define OPTION_REPLY_MAGIC 0x3e889045565a9ull
#define REQUEST_MAGIC 0x25609513u
#define REPLY_MAGIC 0x67446698u

#define FIXED_NEWSTYLE 1
#define HAS_FLAGS 1
#define SEND_FLUSH 4

#define OPTION_ABORT 2
#define OPTION_GO 7
#define REPLY_ACK 1
#define REPLY_INFO 3
#define REPLY_UNSUPPORTED 0x80000001u

#define READ 0
#define WRITE 1
#define DISCONNECT 2
#define FLUSH 3
#define INVALID 22

struct request {
	uint32_t magic;
	uint16_t flags, type;
	uint64_t cookie, offset;
	uint32_t length;
} __attribute__((packed));

static int image, line;
static uint8_t *memory, *dirty;
static uint64_t size;

/* The sectors that were written and not flushed, in the order of their first writing. */
static uint32_t *order;
static size_t waiting;

static uint64_t chance;

static uint32_t draw(uint32_t below)
{
	/* xorshift64* */
	chance ^= chance >> 12;
	chance ^= chance << 25;
	chance ^= chance >> 27;
	return (uint32_t)((chance * 0x2545f4914f6cdd1dull) >> 32) % below;
}

/* False when the other end is gone. */
static int take(void *into, size_t length)
{
	uint8_t *at = into;

	while (length) {
		ssize_t got = read(line, at, length);

		if (got <= 0)
			return 0;
		at += got;
		length -= got;
	}
	return 1;
}

static int give(const void *from, size_t length)
{
	const uint8_t *at = from;

	while (length) {
		ssize_t put = send(line, at, length, MSG_NOSIGNAL);

		if (put <= 0)
			return 0;
		at += put;
		length -= put;
	}
	return 1;
}

static int answer_option(uint32_t option, uint32_t type, const void *data, uint32_t length)
{
	struct {
		uint64_t magic;
		uint32_t option, type, length;
	} __attribute__((packed)) head = {
		htobe64(OPTION_REPLY_MAGIC), htobe32(option), htobe32(type), htobe32(length)
	};

	return give(&head, sizeof(head)) && give(data, length);
}

static int greet(void)
{
	struct {
		uint64_t magic, option;
		uint16_t flags;
	} __attribute__((packed)) hello = {
		htobe64(NBD_MAGIC), htobe64(OPTION_MAGIC), htobe16(FIXED_NEWSTYLE)
	};
	struct {
		uint64_t magic;
		uint32_t option, length;
	} __attribute__((packed)) asked;
	struct {
		uint16_t type;
		uint64_t size;
		uint16_t flags;
	} __attribute__((packed)) export = {
		0, htobe64(size), htobe16(HAS_FLAGS | SEND_FLUSH)
	};
	uint8_t skipped[4096];
	uint32_t client;

	if (!give(&hello, sizeof(hello)) || !take(&client, sizeof(client)))
		return 0;
	while (take(&asked, sizeof(asked))) {
		uint32_t option = be32toh(asked.option), length = be32toh(asked.length);

		if (length > sizeof(skipped) || !take(skipped, length) || option == OPTION_ABORT)
			return 0;
		if (option == OPTION_GO)
			return answer_option(option, REPLY_INFO, &export, sizeof(export)) &&
			       answer_option(option, REPLY_ACK, NULL, 0);
		if (!answer_option(option, REPLY_UNSUPPORTED, NULL, 0))
			return 0;
	}
	return 0;
}

static void keep(uint32_t sector)
{
	if (pwrite(image, memory + (uint64_t)sector * SECTOR, SECTOR, (off_t)sector * SECTOR) != SECTOR)
		err(1, "the image");
}

static void flush(void)
{
	for (size_t i = 0; i < waiting; i++) {
		keep(order[i]);
		dirty[order[i]] = 0;
	}
	waiting = 0;
}

static int serve(int forgetful)
{
	struct request asked;

	while (take(&asked, sizeof(asked)) && be32toh(asked.magic) == REQUEST_MAGIC) {
		uint64_t offset = be64toh(asked.offset);
		uint32_t length = be32toh(asked.length);
		uint16_t type = be16toh(asked.type);
		struct {
			uint32_t magic, error;
			uint64_t cookie;
		} __attribute__((packed)) reply = { htobe32(REPLY_MAGIC), 0, asked.cookie };

		if (type == DISCONNECT)
			return 1;
		if ((type == READ || type == WRITE) &&
		    (offset > size || length > size - offset || offset % SECTOR || length % SECTOR))
			errx(1, "the guest asks for %u bytes at %llu", length, (unsigned long long)offset);
		if (type == WRITE) {
			if (!take(memory + offset, length))
				return 0;
			for (uint32_t i = offset / SECTOR; i < (offset + length) / SECTOR; i++)
				if (!dirty[i]) {
					dirty[i] = 1;
					order[waiting++] = i;
				}
		} else if (type == FLUSH) {
			if (!forgetful)
				flush();
		} else if (type != READ) {
			reply.error = htobe32(INVALID);
		}
		if (!give(&reply, sizeof(reply)) || (type == READ && !give(memory + offset, length)))
			return 0;
	}
	return 0;
}

static void lose_power(void)
{
	static const char *const ways[] = { "none", "all", "the first", "any" };
	uint32_t way = draw(4);
	size_t first = waiting ? draw(waiting + 1) : 0, kept = 0;

	for (size_t i = 0; i < waiting; i++)
		if (way == 1 || (way == 2 && i < first) || (way == 3 && draw(2))) {
			keep(order[i]);
			kept++;
		}
	printf("%zu of %zu sectors that were not flushed: %s\n", kept, waiting, ways[way]);
}

static void await_guest(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int door = socket(AF_UNIX, SOCK_STREAM, 0);

	if (strlen(path) >= sizeof(at.sun_path))
		errx(1, "%s is too long for a socket's name", path);
	strcpy(at.sun_path, path);
	unlink(path);
	if (door < 0 || bind(door, (struct sockaddr *)&at, sizeof(at)) || listen(door, 1))
		err(1, "%s", path);
	line = accept(door, NULL, NULL);
	if (line < 0)
		err(1, "%s", path);
	close(door);
}

int main(int count, char **arguments)
{
	struct stat is;

	if (count < 4)
		errx(2, "drive IMAGE SOCKET SEED [forgetful]");
	image = open(arguments[1], O_RDWR);
	if (image < 0 || fstat(image, &is))
		err(1, "%s", arguments[1]);
	size = is.st_size;
	memory = malloc(size);
	dirty = calloc(size / SECTOR, 1);
	order = calloc(size / SECTOR, sizeof(*order));
	if (!memory || !dirty || !order || pread(image, memory, size, 0) != (ssize_t)size)
		err(1, "%s", arguments[1]);
	chance = strtoull(arguments[3], NULL, 10) * 0x9e3779b97f4a7c15ull + 1;
	for (int i = 0; i < 8; i++)
		draw(2);

	await_guest(arguments[2]);
	if (greet() && serve(count > 4))
		flush();
	else
		lose_power();
	return 0;
}
