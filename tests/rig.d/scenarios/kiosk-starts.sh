# The executable loads on this kernel with the libraries it was given.
# shellcheck shell=dash

check 'the kiosk says its version' gatehouse-kiosk --version
check 'the kiosk says its commands' gatehouse-kiosk --help
