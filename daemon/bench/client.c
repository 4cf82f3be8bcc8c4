/* The bench's client: one thread, epoll, microseconds by CLOCK_MONOTONIC (shared with the upstream).
 *
 * usage: client latency PORT N [PATH]             N requests, one after another, one connection
 *        client stream PORT STREAMS TOKENS US     streams at once, each on a new connection
 *        client abort PORT N AT_ONCE              streams that are left after their first token
 *        client cancel PORT UPSTREAM PHASE N      leaves; when has the upstream been told?
 *                                                 PHASE: silent | streaming | pausing | whole
 *        client queued PORT UPSTREAM N            leaves the queue (room: one running, one waiting)
 *        client body PORT BYTES N                 a large body, from connect to the answer's end
 *        client start PORT COMMAND...             from exec to the first 200 on /health; ends it
 *        client ask PORT PATH                     prints the body of a GET
 *        client question path|body                prints how a small question is put
 * Each prints its figures on one line, separated by spaces. The key is in $BENCH_KEY; what is asked
 * is /api/chat of the model bench, or with $BENCH_API (chat | completions | messages | responses)
 * and $BENCH_MODEL another API and model.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *key;
static char scratch[1 << 20];

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void rest(long nanos) {
  struct timespec t = {nanos / 1000000000, nanos % 1000000000};
  nanosleep(&t, NULL);
}

static int by_size(const void *a, const void *b) {
  long x = *(const long *)a, y = *(const long *)b;
  return x < y ? -1 : x > y;
}

/* The value below which this share of the measured lies, in microseconds. */
static double at(long *nanos, long count, double share) {
  if (count == 0) return -1;
  long index = (long)(share * count);
  return nanos[index < count ? index : count - 1] / 1000.0;
}

static int dial(int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  struct sockaddr_in to = {.sin_family = AF_INET,
                           .sin_port = htons(port),
                           .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (connect(fd, (struct sockaddr *)&to, sizeof to)) {
    close(fd);
    return -1;
  }
  return fd;
}

static int dial_or_die(int port) {
  int fd = dial(port);
  if (fd < 0) {
    perror("client: cannot connect");
    exit(1);
  }
  return fd;
}

static void say(int fd, const char *from, long length) {
  while (length > 0) {
    long sent = send(fd, from, length, MSG_NOSIGNAL);
    if (sent < 0) return;
    from += sent;
    length -= sent;
  }
}

static void get(int fd, const char *path) {
  char out[512];
  int length = snprintf(out, sizeof out, "GET %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n\r\n",
                        path, key);
  say(fd, out, length);
}

/* The start of a picture, so that who looks at one finds that it is. */
#define PNG "iVBORw0KGgoA"

/* How a question is put in an API: its path, what its body has before and after the prompt, and
 * before and after a picture. */
typedef struct {
  const char *name, *path, *before, *after, *picture, *close;
} Dialect;

static const Dialect DIALECTS[] = {
    {"chat", "/api/chat", "\"messages\":[{\"role\":\"user\",\"content\":\"", "\"}]",
     "\"messages\":[{\"role\":\"user\",\"content\":\"hi\",\"images\":[\"" PNG, "\"]}]"},
    {"completions", "/v1/chat/completions", "\"messages\":[{\"role\":\"user\",\"content\":\"", "\"}]",
     "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"},{\"type\":"
     "\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," PNG, "\"}}]}]"},
    {"messages", "/v1/messages",
     "\"max_tokens\":4096,\"messages\":[{\"role\":\"user\",\"content\":\"", "\"}]",
     "\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"},"
     "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"" PNG,
     "\"}}]}]"},
    {"responses", "/v1/responses", "\"input\":\"", "\"",
     "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":"
     "\"data:image/png;base64," PNG, "\"}]}]"},
};
static const Dialect *dialect = DIALECTS;
static const char *model = "bench";

static void choose(const char *api) {
  for (int i = 0; api && i < 4; i++)
    if (!strcmp(api, DIALECTS[i].name)) dialect = &DIALECTS[i];
}

static int head_of(char *out, long size, long length) {
  return snprintf(out, size,
                  "POST %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"
                  "Content-Type: application/json\r\nContent-Length: %ld\r\n\r\n",
                  dialect->path, key, length);
}

static int question(char *out, long size, int streamed, const char *prompt) {
  return snprintf(out, size, "{\"model\":\"%s\",\"stream\":%s,%s%s%s}", model,
                  streamed ? "true" : "false", dialect->before, prompt, dialect->after);
}

static void chat(int fd, int streamed, const char *prompt) {
  char body[512], out[1024];
  int length = question(body, sizeof body, streamed, prompt);
  int all = head_of(out, sizeof out, length);
  memcpy(out + all, body, length);
  say(fd, out, all + length);
}

/* Reads one answer with a Content-Length; its status, or 0 when the connection ended. */
static int whole(int fd) {
  long have = 0;
  for (;;) {
    long got = recv(fd, scratch + have, sizeof scratch - 1 - have, 0);
    if (got <= 0) return 0;
    have += got;
    scratch[have] = 0;
    char *end = strstr(scratch, "\r\n\r\n");
    if (!end) continue;
    char *length = strcasestr(scratch, "\r\nContent-Length:");
    long body = length && length < end ? atol(length + 17) : 0;
    if (have >= end + 4 - scratch + body) return atoi(scratch + 9);
  }
}

static long ask(int port, const char *path) {
  int fd = dial_or_die(port);
  get(fd, path);
  int status = whole(fd);
  close(fd);
  char *end = strstr(scratch, "\r\n\r\n");
  return status == 200 && end ? atol(end + 4) : -1;
}

static int latency(int port, long n, const char *path) {
  long *took = calloc(n, sizeof *took), bad = 0;
  int fd = dial_or_die(port);
  for (long i = 0; i < n; i++) {
    long from = now();
    if (path) get(fd, path);
    else chat(fd, 0, "hello");
    int status = whole(fd);
    took[i] = now() - from;
    if (status != 200) bad++;
    if (!status) fd = dial_or_die(port);
  }
  qsort(took, n, sizeof *took, by_size);
  printf("%.1f %.1f %.1f %.1f %ld\n", at(took, n, 0), at(took, n, .5), at(took, n, .99),
         at(took, n, 1), bad);
  return 0;
}

typedef struct {
  int fd, tail, closed;
  long asked, first, last;
  long tokens;
  char text[70000];
} Stream;

static int poller;
static Stream *streams;

static void begin(int index, int port, const char *prompt) {
  Stream *s = &streams[index];
  s->fd = dial_or_die(port);
  s->asked = now();
  s->first = s->last = s->tokens = s->tail = s->closed = 0;
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = index};
  epoll_ctl(poller, EPOLL_CTL_ADD, s->fd, &event);
  chat(s->fd, 1, prompt);
}

/* first bytes p50 p99, hop p50 p99, gap p50 p99, tokens, merged (two in one chunk), lost */
static int stream(int port, int many, long tokens, long every) {
  char prompt[100];
  snprintf(prompt, sizeof prompt, "tokens=%ld every=%ld", tokens, every);
  long most = many * tokens, hops = 0, gaps = 0, firsts = 0, merged = 0, open = many, seen = 0;
  long *hop = calloc(most, sizeof *hop), *gap = calloc(most, sizeof *gap),
       *first = calloc(many, sizeof *first);
  streams = calloc(many, sizeof *streams);
  for (int i = 0; i < many; i++) begin(i, port, prompt);
  while (open > 0) {
    struct epoll_event events[256];
    int some = epoll_wait(poller, events, 256, 20000);
    if (some <= 0) break;
    for (int i = 0; i < some; i++) {
      Stream *s = &streams[events[i].data.u32];
      int got = recv(s->fd, s->text + s->tail, sizeof s->text - 1 - s->tail, MSG_DONTWAIT);
      long t = now();
      if (got <= 0) {
        if (got < 0 && errno == EAGAIN) continue;
        close(s->fd);
        open--;
        continue;
      }
      s->tail += got;
      s->text[s->tail] = 0;
      if (!s->first) {
        s->first = t;
        first[firsts++] = t - s->asked;
      }
      char *from = s->text, *mark;
      /* At the end, some APIs say the whole text again. */
      while (s->tokens < tokens && (mark = strstr(from, "\"@")) && strchr(mark, '\n')) {
        hop[hops++] = t - atol(mark + 2);
        if (s->last) gap[gaps++] = labs(t - s->last - every * 1000);
        s->last = t;
        s->tokens++;
        seen++;
        char *end = strchr(mark, '\n');
        if (end[1] == '{') merged++;
        from = end;
      }
      int left = s->tail - (int)(from - s->text);
      memmove(s->text, from, left + 1);
      s->tail = left;
      if (s->tokens == tokens && strstr(s->text, "0\r\n\r\n")) {
        close(s->fd);
        open--;
      }
    }
  }
  qsort(hop, hops, sizeof *hop, by_size);
  qsort(gap, gaps, sizeof *gap, by_size);
  qsort(first, firsts, sizeof *first, by_size);
  printf("%.1f %.1f %.1f %.1f %.1f %.1f %ld %ld %ld\n", at(first, firsts, .5), at(first, firsts, .99),
         at(hop, hops, .5), at(hop, hops, .99), at(gap, gaps, .5), at(gap, gaps, .99), seen, merged,
         most - seen);
  return 0;
}

static int abandon(int port, long n, int at_once) {
  streams = calloc(at_once, sizeof *streams);
  long begun = 0, over = 0;
  for (int i = 0; i < at_once; i++, begun++) begin(i, port, "tokens=1000 every=5000");
  while (over < n) {
    struct epoll_event events[256];
    int some = epoll_wait(poller, events, 256, 10000);
    if (some <= 0) break;
    for (int i = 0; i < some && over < n; i++) {
      Stream *s = &streams[events[i].data.u32];
      if (recv(s->fd, scratch, sizeof scratch, MSG_DONTWAIT) < 0 && errno == EAGAIN) continue;
      close(s->fd);
      over++;
      if (begun < n) {
        begin(events[i].data.u32, port, "tokens=1000 every=5000");
        begun++;
      }
    }
  }
  printf("%ld\n", over);
  return 0;
}

static const char *prompt_of(const char *phase) {
  return !strcmp(phase, "silent")      ? "hold"
         : !strcmp(phase, "streaming") ? "tokens=10000 every=10000"
         : !strcmp(phase, "pausing")   ? "tokens=100 every=3000000"
                                       : "wait=8000";
}

static long wait_for(int upstream, const char *what, long tag, long most) {
  char path[64];
  snprintf(path, sizeof path, "/bench/%s/%ld", what, tag);
  long value = 0, until = now() + most;
  while ((value = ask(upstream, path)) == 0 && now() < until) rest(500000);
  return value;
}

/* p50, p99 and most microseconds from leaving to the upstream's closed connection; how many were
 * never told within two seconds */
static int cancel(int port, int upstream, const char *phase, int n) {
  long *took = calloc(n, sizeof *took), told = 0, base = now() / 1000000 % 500000 + 1;
  for (int i = 0; i < n; i++) {
    char prompt[100];
    snprintf(prompt, sizeof prompt, "%s tag=%ld", prompt_of(phase), base + i);
    int fd = dial_or_die(port);
    chat(fd, !strcmp(phase, "streaming") || !strcmp(phase, "pausing"), prompt);
    if (!wait_for(upstream, "came", base + i, 2000000000L)) {
      close(fd);
      continue;
    }
    rest(strcmp(phase, "streaming") ? 150000000 : 300000000);
    long left = now();
    close(fd);
    long seen = wait_for(upstream, "closed", base + i, 2000000000L);
    if (seen) took[told++] = seen - left;
  }
  qsort(took, told, sizeof *took, by_size);
  printf("%.0f %.0f %.0f %ld\n", at(took, told, .5), at(took, told, .99), at(took, told, 1), n - told);
  return 0;
}

/* p50 and most microseconds until the place in the queue is another's; how many of those that left
 * came to the upstream all the same */
static int queued(int port, int upstream, int n) {
  long *took = calloc(n, sizeof *took), done = 0, reached = 0, base = now() / 1000000 % 500000 + 1;
  for (int i = 0; i < n; i++) {
    char prompt[100];
    int running = dial_or_die(port);
    snprintf(prompt, sizeof prompt, "hold tag=%ld", base + 2 * i);
    chat(running, 0, prompt);
    wait_for(upstream, "came", base + 2 * i, 2000000000L);
    int waiting = dial_or_die(port);
    snprintf(prompt, sizeof prompt, "hello tag=%ld", base + 2 * i + 1);
    chat(waiting, 0, prompt);
    rest(100000000);
    long left = now();
    close(waiting);
    int next = -1;
    for (int tries = 0; tries < 1000; tries++) {
      next = dial_or_die(port);
      long asked = now();
      chat(next, 0, "hello");
      struct timeval patience = {0, 5000};
      setsockopt(next, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
      if (!whole(next)) {
        took[done++] = asked - left;
        break;
      }
      close(next);
    }
    close(running);
    struct timeval patience = {2, 0};
    setsockopt(next, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    whole(next);
    close(next);
    if (wait_for(upstream, "came", base + 2 * i + 1, 1000000)) reached++;
  }
  qsort(took, done, sizeof *took, by_size);
  printf("%.0f %.0f %ld\n", at(took, done, .5), at(took, done, 1), reached);
  return 0;
}

static int body(int port, long bytes, int n) {
  long *took = calloc(n, sizeof *took), bad = 0;
  bytes -= bytes % 4;
  char *text = malloc(bytes + 1000);
  int start = sprintf(text, "{\"model\":\"%s\",\"stream\":false,%s", model, dialect->picture);
  memset(text + start, 'A', bytes);
  long length = start + bytes;
  length += sprintf(text + length, "%s}", dialect->close);
  for (int i = 0; i < n; i++) {
    char head[500];
    long from = now();
    int fd = dial_or_die(port);
    say(fd, head, head_of(head, sizeof head, length));
    say(fd, text, length);
    if (whole(fd) != 200) bad++;
    took[i] = now() - from;
    close(fd);
  }
  qsort(took, n, sizeof *took, by_size);
  printf("%.2f %.2f %ld\n", at(took, n, .5) / 1000, at(took, n, 1) / 1000, bad);
  return 0;
}

static int start(int port, char **command) {
  long from = now();
  pid_t child = fork();
  if (!child) {
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    execvp(command[0], command);
    _exit(127);
  }
  long took = -1;
  while (took < 0 && now() - from < 30000000000L) {
    int fd = dial(port);
    if (fd >= 0) {
      get(fd, "/health");
      if (whole(fd) == 200) took = now() - from;
      close(fd);
    }
    if (took < 0) rest(1000000);
  }
  kill(child, SIGTERM);
  waitpid(child, NULL, 0);
  printf("%.1f\n", took / 1e6);
  return 0;
}

int main(int count, char **words) {
  signal(SIGPIPE, SIG_IGN);
  key = getenv("BENCH_KEY") ? getenv("BENCH_KEY") : "";
  if (getenv("BENCH_MODEL")) model = getenv("BENCH_MODEL");
  choose(getenv("BENCH_API"));
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  poller = epoll_create1(0);
  if (count == 3 && !strcmp(words[1], "question")) {
    question(scratch, sizeof scratch, 0, "hello");
    return puts(strcmp(words[2], "path") ? scratch : dialect->path) < 0;
  }
  if (count < 4) return fprintf(stderr, "usage: see the head of client.c\n"), 2;
  const char *what = words[1];
  int port = atoi(words[2]);
  if (!strcmp(what, "latency")) return latency(port, atol(words[3]), words[4]);
  if (!strcmp(what, "abort") && count > 4) return abandon(port, atol(words[3]), atoi(words[4]));
  if (!strcmp(what, "queued") && count > 4) return queued(port, atoi(words[3]), atoi(words[4]));
  if (!strcmp(what, "body") && count > 4) return body(port, atol(words[3]), atoi(words[4]));
  if (!strcmp(what, "stream") && count > 5)
    return stream(port, atoi(words[3]), atol(words[4]), atol(words[5]));
  if (!strcmp(what, "cancel") && count > 5)
    return cancel(port, atoi(words[3]), words[4], atoi(words[5]));
  if (!strcmp(what, "start")) return start(port, words + 3);
  if (!strcmp(what, "ask")) return printf("%ld\n", ask(port, words[3])) < 0;
  return fprintf(stderr, "usage: see the head of client.c\n"), 2;
}
