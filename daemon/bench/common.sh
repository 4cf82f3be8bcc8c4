# What the benchmarks share: the load tools, how everybody is started and ended, and how it is
# measured. Sourced by the scripts beside it, which say in `command_of` how somebody is started.
#
# Everything listens on loopback, every file lies in a temporary folder, every process is ended by
# its id.
# shellcheck shell=bash
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=${ROUNDS:-3} seconds=${SECONDS_EACH:-4} base=${BASE_PORT:-19400}
upstream=$base
export BENCH_KEY=bench-0123456789abcdef0123456789abcdef

skip() { echo; echo "*Skipped: $1*"; echo; }
has() { command -v "$1" >/dev/null 2>&1; }

if [ "$(uname -s)" != Linux ]; then
  skip "this needs Linux: CPU time is read from /proc and the load tools use epoll. On a Mac: run it in a Linux VM."
  exit 0
fi
has cc || { skip "no C compiler for the upstream and the client (apt-get install gcc libc6-dev)"; exit 0; }

tmp=$(mktemp -d "${TMPDIR:-/tmp}/homeport-bench.XXXXXX")
declare -A pid port
leave() {
  for name in "${!pid[@]}"; do kill "${pid[$name]}" 2>/dev/null; done
  wait 2>/dev/null
  rm -rf "$tmp"
}
trap leave EXIT
trap 'exit 130' INT TERM
cc -O2 -o "$tmp/upstream" "$here/upstream.c" && cc -O2 -o "$tmp/client" "$here/client.c" || exit 1
client="$tmp/client"

# Sets `launcher` to what starts Homeport, light or fast.
homeport_launcher() {
  local image="$root/daemon/target/package"
  for launcher in "$image"/*/bin/homeport-"$1" "$image"/*/bin/homeport "$root/scripts/homeport" ""; do
    [ -x "$launcher" ] && break
  done
  [ -n "$launcher" ]
}

# Sets `command` to an nginx on port $1 that does nothing but ask for the key and pass on.
nginx_command() {
  has nginx || return 1
  cat >"$tmp/nginx.conf" <<END
daemon off; master_process off; worker_processes 1; pid $tmp/nginx.pid; error_log /dev/null crit;
events { worker_connections 8192; }
http {
  access_log off; client_body_temp_path $tmp; proxy_temp_path $tmp; fastcgi_temp_path $tmp;
  uwsgi_temp_path $tmp; scgi_temp_path $tmp; client_max_body_size 64m; keepalive_requests 100000000;
  upstream ollama { server 127.0.0.1:$upstream; keepalive 256; keepalive_requests 100000000; }
  server {
    listen 127.0.0.1:$1 backlog=1024;
    location = /health { default_type application/json; return 200 '{"status":"healthy"}'; }
    location / {
      if (\$http_authorization != "Bearer $BENCH_KEY") { return 401; }
      proxy_pass http://ollama; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_buffering off; proxy_read_timeout 3600s;
    }
  }
}
END
  command=(nginx -c "$tmp/nginx.conf" -p "$tmp")
}

begin() { # name: starts it and waits until it answers
  command=()
  command_of "$1" "${port[$1]}" || return 1
  mkdir -p "$tmp/state-${port[$1]}"
  "${command[@]}" >"$tmp/$1.log" 2>&1 </dev/null &
  pid[$1]=$!
  for _ in $(seq 300); do
    if "$client" latency "${port[$1]}" 1 /health >/dev/null 2>&1; then
      pid[$1]=$(really "${pid[$1]}")
      return 0
    fi
    kill -0 "${pid[$1]}" 2>/dev/null || break
    sleep 0.1
  done
  skip "$1 did not start: $(tail -3 "$tmp/$1.log" | tr '\n' ' ')"
  return 1
}

really() { # the process that does the work, where a launcher waits for a child
  local child
  child=$(cat "/proc/$1/task/$1/children" 2>/dev/null | awk '{print $1}')
  if [ -n "$child" ]; then really "$child"; else echo "$1"; fi
}

end() {
  [ -n "${pid[$1]:-}" ] || return
  kill "${pid[$1]}" 2>/dev/null
  for _ in $(seq 200); do kill -0 "${pid[$1]}" 2>/dev/null || break; sleep 0.05; done
  kill -9 "${pid[$1]}" 2>/dev/null
  unset "pid[$1]"
}

# --- measuring --------------------------------------------------------------------------------

ticks=$(getconf CLK_TCK)
cpu() { awk '{sub(/.*\) /,""); print ($12+$13)*1000000/'"$ticks"'}' "/proc/${pid[$1]}/stat"; } # µs
resident() { awk '/^VmRSS/{printf "%.0f", $2/1024}' "/proc/${pid[$1]}/status"; }
median() { sort -n | awk '{v[NR]=$1} END{print NR ? (NR%2 ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2) : "-"}'; }
keep() { echo "$3" >>"$tmp/${1//\//-}.$2"; } # whose, what, value
kept() { if [ -f "$tmp/${1//\//-}.$2" ]; then median <"$tmp/${1//\//-}.$2"; else echo -; fi; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN{ if (a+0>0 && b+0>0) printf "%.2f", a/b; else print "-" }'; }
per() { awk -v a="$1" -v b="$2" 'BEGIN{ printf "%.2f", (b > 0) ? a/b : 0 }'; }

"$tmp/upstream" "$upstream" >/dev/null 2>&1 &
pid[upstream]=$!
for _ in $(seq 50); do "$client" ask "$upstream" /bench/open >/dev/null 2>&1 && break; sleep 0.1; done

