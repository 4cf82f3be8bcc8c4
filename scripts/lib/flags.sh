# How the JVM is run. Sourced by the scripts beside it; the words are split on purpose.
# shellcheck shell=sh disable=SC2034

# Small and quick to start: it shares a laptop with a language model. A small young generation is
# what keeps the idle process small, and its large survivor spaces keep what a crowd of streams
# leaves behind from growing the old one. That is collected only when it has reached -Xmx, however
# little of it is in use: with 900 streams and 3 000 idle connections that was 21 MB. No dump and no
# half-dead process after an OutOfMemoryError: whoever supervises us starts us again.
#
# SQLite, where a router keeps its state, is not Java, and is allowed to be. To name who may
# (--enable-native-access) makes the JDK's own archive of classes useless, and says so at each start.
# An image is another matter: its AOT cache is made with the same word, and where all may, the JVM
# links nothing of it ahead, without a word, which is a hundred milliseconds of each start.
#
# The AOT cache is mapped where it was made for: anywhere else, every pointer in it is mended at the
# start, which takes 20 ms and turns 22 MB that are the file's into 22 MB of our own.
common_flags="-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 \
-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xms12m -Xmn8m -XX:SurvivorRatio=2 -Xmx48m \
-Xss512k --illegal-native-access=allow -XX:ReservedCodeCacheSize=32m -XX:MaxMetaspaceSize=64m -XX:-UsePerfData \
-XX:+ExitOnOutOfMemoryError"

# light: the first compiler alone. 30 MB less after load, a third less throughput; the Mac's.
light_flags="$common_flags -XX:TieredStopAtLevel=1"

# fast: both compilers; the router's. The second one's memory goes back to a system that takes it.
# The router reads bodies, so a question with a picture of 20 MB is on its heap as bytes and as
# text, and half of the heap is kept for that: with 48 MB, one such question ended it for everybody.
fast_flags="$common_flags -Xmx128m"
if getconf GNU_LIBC_VERSION >/dev/null 2>&1; then
  fast_flags="$fast_flags -XX:TrimNativeHeapInterval=5000"
fi

# Prints flags as an image has them.
in_image() {
  printf '%s\n' "$1" |
    sed 's/--illegal-native-access=allow/--enable-native-access=ALL-UNNAMED/'
}
