# What a guest is made of and what is kept between runs: sets $kernel and $tools. Read by tests/rig.
# shellcheck shell=bash disable=SC2154 # rig and cache are set by tests/rig

source_package=linux-source-6.1
packages=(qemu-system-x86 busybox-static cpio "$source_package" gcc make libc6-dev flex bison bc libelf-dev e2fsprogs)

require_packages() {
  local package missing=()
  for package in "${packages[@]}"; do
    [[ $(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null) == ii* ]] || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    echo "sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
}

# key TEXT FILE...: changes with the text and the files' contents.
key() {
  { echo "$1"; cat "${@:2}"; } | sha256sum | cut -c 1-16
}

# make_once WHAT INTO COMMAND...: the command fills a folder given as its last argument, which then becomes INTO.
make_once() {
  local what=$1 into=$2 began=$SECONDS
  shift 2
  [ -d "$into" ] && return
  printf '%-52s' "$what"
  rm -rf "$into.partial"
  mkdir -p "$into.partial"
  if ! "$@" "$into.partial" >"$cache/build.log" 2>&1; then
    echo '         failed'
    tail -n 40 "$cache/build.log" | sed 's/^/  | /'
    return 1
  fi
  mv "$into.partial" "$into"
  printf '%5d s\n' $((SECONDS - began))
}

build() {
  local version
  require_packages
  version=$(dpkg-query -W -f='${Version}' "$source_package")
  kernel=$cache/kernel-$(key "$version" "$rig"/kernel/*)
  tools=$cache/tools-$(key "$kernel" "$rig"/module/* "$rig"/tools/*)
  mkdir -p "$cache"
  (
    flock 9
    make_once 'Build the kernel, once' "$kernel" "$rig/kernel/build" "/usr/src/$source_package.tar.xz"
    make_once 'Build the module and the tools' "$tools" "$rig/tools/build" "$kernel/headers"
  ) 9>"$cache/lock"
}
