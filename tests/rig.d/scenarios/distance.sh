# A face is told from an empty lane by the edges of an ultrasonic sensor's echo.
# shellcheck shell=dash disable=SC2154 # rig.sh

distance_config=/rig/gate/distance.json

# echo_for CENTIMETRES: the way there and back at 343 m/s; 0 is no echo.
echo_for() { awk -v far="$1" 'BEGIN { printf "%d\n", far * 2 / 34300 * 1000000 }' >/run/echo; }
plug_sensor() { sonar 10 11 /run/echo & sensor=$!; }
last_said() { sed -n 's/.*"text":" *\([^"]*\)".*/\1/p' /run/seen | tail -n 1; }
measured() { last_said | awk -v far="$1" '{ print ($2 == "cm" && $1 > far - 0.5 && $1 < far + 0.5) ? "so" : $0 }'; }

echo_for 0
plug_sensor
gatehouse-kiosk watch distance --config "$distance_config" --json >/run/seen &
watch=$!
for far in 3 10 40.5 395; do
  echo_for "$far"
  eventually "$far cm are measured to half a centimetre" so measured "$far"
done
echo_for 650
eventually 'an echo of 38 ms is nobody' 'nothing in range' last_said
kill "$sensor"
eventually 'a sensor that is unplugged is known by its silence' "The distance sensor at lines 10 and 11 does not answer: check \
its 5 V supply, and both wires." last_said
drive 11 high
eventually 'an echo line that is shorted to the supply is told apart' "The echo line stays high: check the distance sensor at \
lines 10 and 11, its divider and what is near its wires." last_said
drive 11 low
kill "$watch"
wait "$watch" || true

install_gate
start_kiosk "$distance_config"
person 0x3c2f 0x39d7
wiegand 20 21 "$badge"
eventually 'without the sensor nobody is let in' distanceFault in_last refused notMeasurable
expect 'and the fault says what' noAnswer fault_of distance
echo_for 10
plug_sensor
usleep 4000000
wiegand 20 21 "$badge"
eventually 'with it again a face at 10 cm opens the turnstile' 1 level 17
expect 'and the fault is cleared' distance in_last cleared device
turn 5
usleep 1000000

echo_for 100
wiegand 20 21 "$badge"
usleep 11000000
eventually 'a face that stays far away does not' noFace in_last refused notMeasurable
