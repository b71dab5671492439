# A guest: its memory's contents, its start and its end. Read by tests/rig.
# shellcheck shell=bash disable=SC2154 # set by tests/rig and build.sh

guest= # QEMU's process while one runs

# pack KIOSK INTO: the file system that the guest has in memory.
pack() {
  local kiosk=$1 tree=$2.tree
  mkdir -p "$tree/bin" "$tree/rig"
  cp /bin/busybox "$tree/bin/"
  cp "$rig/guest/init" "$tree/"
  cp -r "$rig/guest/rig.sh" "$rig/scenarios" "$rig/gate" "$tools"/* "$tree/rig/"
  cp "$rig/guest/power-cuts.sh" "$tree/rig/scenarios/"
  cp "$kiosk" "$tree/rig/gatehouse-kiosk"
  cp /sbin/e2fsck "$tree/bin/"
  copy_libraries "$tree" "$kiosk" /sbin/e2fsck
  (cd "$tree" && find . | cpio --quiet -o -H newc --owner 0:0) >"$2"
  rm -r "$tree"
}

# copy_libraries TREE PROGRAM...: what they load; and OpenSSL, which .NET finds at run time.
copy_libraries() {
  local openssl
  openssl=$(ldconfig -p | awk '/lib(ssl|crypto)\.so\.3 .*x86-64/ { print $NF }')
  # shellcheck disable=SC2086 # a word for each library
  { ldd "${@:2}" $openssl | grep -oE '/[^ :]+ '; echo "$openssl"; } | xargs -n 1 | sort -u | xargs cp -L --parents -t "$1"
}

# The guest's clock counts instructions and jumps over idle time. A disk answers in real time: leave this out for one.
# shellcheck disable=SC2054 # the commas are QEMU's
counted_time=(-icount shift=1,sleep=off -rtc clock=vm)

# start_guest SCENARIO FOLDER [ARGUMENT...]: with the guest's results, its console and what QEMU itself says in the
# folder; ARGUMENTs are QEMU's.
start_guest() {
  : >"$2/results"
  : >"$2/console"
  qemu "$1" -serial "file:$2/console" -serial "file:$2/results" "${@:3}" </dev/null >"$2/qemu" 2>&1 &
  guest=$!
}

told= # what a scenario is told beyond its name, NAME=VALUE

# qemu SCENARIO ARGUMENT...: becomes QEMU. Emulated, not accelerated: a virtual machine in a virtual machine may hang.
# Calibrating the APIC's timer and doubting the TSC take longer than the rest of the boot.
qemu() {
  exec qemu-system-x86_64 -accel tcg -cpu Nehalem,+rdrand -m 512 -nodefaults -display none -no-reboot \
    -kernel "$kernel/vmlinux" -initrd "$initramfs" "${@:2}" \
    -append "console=ttyS0 quiet panic=-1 oops=panic nolapic_timer tsc=reliable scenario=$1 frames=${GATEHOUSE_RIG_FRAMES:-200} $told"
}

# await_guest SECONDS: fails when it had to be ended.
await_guest() {
  local end=$((SECONDS + $1))
  while kill -0 "$guest" 2>/dev/null; do
    if [ "$SECONDS" -ge "$end" ]; then
      cut_power
      return 1
    fi
    sleep 0.1
  done
  wait "$guest" || true
  guest=
}

# As when the plug is pulled: what the guest has not written through is lost.
cut_power() {
  if [ -n "$guest" ]; then
    kill -KILL "$guest" 2>/dev/null || true
    wait "$guest" 2>/dev/null || true
    guest=
  fi
}
