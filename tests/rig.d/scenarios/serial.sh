# Readers and a distance sensor on serial lines: simulated devices behind pseudo-terminals, met through the kernel.
# shellcheck shell=dash disable=SC2154 # rig.sh

serial_config=/rig/gate/serial.json

# plug LINE DEVICE: open to every user.
plug() {
  pty "/run/tty-$1" gatehouse-kiosk simulated-line "$2" --config "$serial_config" &
  plugged=$!
  until [ -e "/run/tty-$1" ]; do usleep 10000; done
  chmod 666 "/run/tty-$1"
}

# unplug LINE PROCESS
unplug() {
  kill "$2"
  wait "$2" || true
  rm "/run/tty-$1"
}

echo 4a3c1f0e9b7d2856a1c4e8f03b5d7f92 >/run/reader-in.key
chmod 600 /run/reader-in.key
chown 1000 /run/reader-in.key
install_gate
chmod 666 /dev/i2c-1
start_kiosk_as_user "$serial_config"
person 0x3c2f 0x39d7
fails readerIn lost 'does not exist: check that the adapter is plugged in'
fails readerOut lost 'does not exist: check that the adapter is plugged in'

plug in reader-in
in=$plugged
recovers readerIn
eventually 'badges of an OSDP reader come in secure channel' secureChannel in_last refused technology
fails distance noAnswer 'does not exist: check that the adapter is plugged in'
plug distance distance
distance=$plugged
recovers distance

note 'pulled out and plugged in again'
unplug in "$in"
unplug distance "$distance"
fails readerIn lost check
fails distance noAnswer check
plug in reader-in
in=$plugged
plug distance distance
recovers readerIn
recovers distance

note 'silent, and heard again'
kill -STOP "$in"
fails readerIn lost 'check its supply'
kill -CONT "$in"
recovers readerIn

note 'without rights, and with them'
unplug in "$in"
fails readerIn lost check
plug in reader-in
in=$plugged
chmod 600 /run/tty-in
fails readerIn denied 'in the group'
chmod 666 /run/tty-in
recovers readerIn

note 'held by another program, and let go'
unplug in "$in"
fails readerIn lost check
# The kiosk would be the first to open it.
kill -STOP "$kiosk_pid"
plug in reader-in
gatehouse-kiosk watch reader-in --config "$serial_config" >/run/other.out &
other=$!
other_reads() { if grep -q badge /run/other.out; then echo so; fi; }
eventually 'another program reads a card by it' so other_reads
kill -CONT "$kiosk_pid"
fails readerIn denied 'held by another program'
kill "$other"
recovers readerIn
