/* An Ollama, and a provider that speaks OpenAI's API, that are never the limit: one thread, epoll,
 * answers prepared in advance. Whose words an answer has, its path says.
 *
 * What a request wants stands in its body, as words of the prompt:
 *   (nothing)             a small JSON answer at once
 *   tokens=N every=US     N lines of NDJSON or N events, one each US microseconds; each names the moment of its
 *                         write, "@" and nanoseconds of CLOCK_MONOTONIC
 *   wait=MS               the small answer, that much later
 *   hold                  silence, for as long as the connection stays
 *   tag=N                 when this request came and when its connection closed is remembered
 * and the bench asks for what was remembered: GET /bench/came/N, /bench/closed/N, /bench/open.
 *
 * usage: upstream PORT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 8192, HEAD = 8192, TAGS = 1 << 20 };

typedef struct {
  int used, have, wanted, body_left, open_ai;
  long tokens, every, due, tag, wait;
  char text[HEAD + 1];
} Client;

static Client clients[MOST];
static long came[TAGS], closed[TAGS];
static int active[MOST], actives;
static int open_now, poller;

static const char *SMALL =
    "{\"model\":\"bench\",\"created_at\":\"2026-01-01T00:00:00.000000Z\",\"message\":{\"role\":"
    "\"assistant\",\"content\":\"Hello there.\"},\"done\":true,\"done_reason\":\"stop\"}";
static const char *SMALL_OPEN_AI =
    "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1767225600,\"model\":\"bench-open\","
    "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello there.\"},"
    "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,"
    "\"total_tokens\":12}}";
#define CHUNK "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1767225600," \
              "\"model\":\"bench-open\",\"choices\":"
static const char *END_OPEN_AI =
    CHUNK "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
    CHUNK "[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,\"total_tokens\":12}}\n\n"
    "data: [DONE]\n\n";
static const char *MODELS_OPEN_AI =
    "{\"object\":\"list\",\"data\":[{\"id\":\"bench-open\",\"object\":\"model\",\"created\":1767225600,"
    "\"owned_by\":\"bench\"}]}";
static const char *SHOWN =
    "{\"details\":{\"format\":\"gguf\",\"family\":\"bench\"},\"model_info\":{\"general.architecture\":"
    "\"bench\",\"bench.context_length\":131072},\"capabilities\":[\"completion\",\"tools\",\"vision\"]}";
static const char *MODELS =
    "{\"models\":[{\"name\":\"bench:latest\",\"model\":\"bench:latest\",\"size\":1,\"digest\":\"0\"}]}";
static const char *VERSION = "{\"version\":\"0.33.0\"}";

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void send_all(int fd, const char *from, int length) {
  while (length > 0) {
    int sent = send(fd, from, length, MSG_NOSIGNAL);
    if (sent < 0) return; /* a client that does not read loses tokens, and is told so by the count */
    from += sent;
    length -= sent;
  }
}

static void answer(int fd, const char *type, const char *body) {
  char out[1024];
  int length = snprintf(out, sizeof out,
                        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%s", type,
                        strlen(body), body);
  send_all(fd, out, length);
}

static void activate(int fd, long due) {
  clients[fd].due = due;
  active[actives++] = fd;
}

static void deactivate(int fd) {
  for (int i = 0; i < actives; i++)
    if (active[i] == fd) {
      active[i] = active[--actives];
      return;
    }
}

static long word(const char *text, const char *name) {
  const char *at = strstr(text, name);
  return at ? atol(at + strlen(name)) : 0;
}

static void small(int fd, Client *c) {
  answer(fd, "application/json; charset=utf-8", c->open_ai ? SMALL_OPEN_AI : SMALL);
}

static void handle(int fd, Client *c, const char *body) {
  if (!strncmp(c->text, "GET /bench/", 11)) {
    const char *what = c->text + 11;
    char said[64];
    long value = !strncmp(what, "came/", 5)     ? came[atol(what + 5) % TAGS]
                 : !strncmp(what, "closed/", 7) ? closed[atol(what + 7) % TAGS]
                                                : open_now - 1;
    snprintf(said, sizeof said, "%ld", value);
    answer(fd, "text/plain", said);
    return;
  }
  if (strstr(c->text, " /api/tags") || strstr(c->text, " /api/ps")) {
    answer(fd, "application/json", MODELS);
    return;
  }
  if (strstr(c->text, " /api/version")) {
    answer(fd, "application/json", VERSION);
    return;
  }
  if (strstr(c->text, " /v1/models")) {
    answer(fd, "application/json", MODELS_OPEN_AI);
    return;
  }
  if (strstr(c->text, " /api/show")) {
    answer(fd, "application/json", SHOWN);
    return;
  }
  c->open_ai = strstr(c->text, " /v1/") != NULL;
  c->tag = word(body, "tag=") % TAGS;
  if (c->tag) came[c->tag] = now();
  c->tokens = word(body, "tokens=");
  c->every = word(body, "every=") * 1000;
  c->wait = word(body, "wait=");
  if (strstr(body, "hold")) return;
  if (c->tokens) {
    char head[200];
    int length = snprintf(head, sizeof head,
                          "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n",
                          c->open_ai ? "text/event-stream" : "application/x-ndjson");
    send_all(fd, head, length);
    activate(fd, now());
  } else if (c->wait) {
    activate(fd, now() + c->wait * 1000000);
  } else {
    small(fd, c);
  }
}

static void due(int fd) {
  Client *c = &clients[fd];
  if (c->wait) {
    c->wait = 0;
    deactivate(fd);
    small(fd, c);
    return;
  }
  char line[1200], out[1300];
  int last = c->tokens == 1;
  int length = c->open_ai
      ? snprintf(line, sizeof line,
                 CHUNK "[{\"index\":0,\"delta\":{\"content\":\"@%ld\"},\"finish_reason\":null}]}\n\n%s",
                 now(), last ? END_OPEN_AI : "")
      : snprintf(line, sizeof line,
                        "{\"model\":\"bench\",\"created_at\":\"2026-01-01T00:00:00.000000Z\","
                        "\"message\":{\"role\":\"assistant\",\"content\":\"@%ld\"},\"done\":%s}\n",
                        now(), last ? "true,\"done_reason\":\"stop\"" : "false");
  int all = snprintf(out, sizeof out, "%x\r\n%s\r\n%s", length, line, last ? "0\r\n\r\n" : "");
  if (last) deactivate(fd);
  c->tokens--;
  c->due += c->every;
  send_all(fd, out, all);
}

static void forget(int fd) {
  Client *c = &clients[fd];
  if (c->tag) closed[c->tag] = now();
  deactivate(fd);
  c->used = 0;
  open_now--;
  close(fd);
}

/* Reads what has come; a body is kept only as far as it fits, the rest is counted. */
static void readable(int fd) {
  Client *c = &clients[fd];
  static char sink[1 << 20];
  for (;;) {
    if (c->wanted && c->body_left > 0 && c->have == HEAD) {
      int skipped = recv(fd, sink, sizeof sink < (size_t)c->body_left ? sizeof sink : c->body_left,
                         MSG_DONTWAIT);
      if (skipped <= 0) {
        if (skipped == 0 || errno != EAGAIN) forget(fd);
        return;
      }
      c->body_left -= skipped;
    } else {
      int got = recv(fd, c->text + c->have, HEAD - c->have, MSG_DONTWAIT);
      if (got <= 0) {
        if (got == 0 || errno != EAGAIN) forget(fd);
        return;
      }
      c->have += got;
      c->text[c->have] = 0;
      if (c->wanted) c->body_left -= got;
    }
    char *end = strstr(c->text, "\r\n\r\n");
    if (!end) continue;
    if (!c->wanted) {
      char *length = strcasestr(c->text, "\r\nContent-Length:");
      c->body_left = length && length < end ? atoi(length + 17) : 0;
      c->body_left -= c->have - (int)(end + 4 - c->text);
      c->wanted = 1;
    }
    if (c->body_left <= 0) {
      c->wanted = 0;
      c->have = 0;
      handle(fd, c, end + 4);
      return;
    }
  }
}

int main(int count, char **words) {
  signal(SIGPIPE, SIG_IGN);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  struct sockaddr_in at = {.sin_family = AF_INET,
                           .sin_port = htons(count > 1 ? atoi(words[1]) : 0),
                           .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 1024)) {
    perror("upstream");
    return 1;
  }
  poller = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    long next = -1, t = now();
    for (int i = 0; i < actives; i++)
      if (next < 0 || clients[active[i]].due < next) next = clients[active[i]].due;
    long left = next - t;
    struct timespec rest = {left > 0 ? left / 1000000000 : 0, left > 0 ? left % 1000000000 : 0};
    struct epoll_event events[256];
    int some = epoll_pwait2(poller, events, 256, next < 0 ? NULL : &rest, NULL);
    for (int i = 0; i < some; i++) {
      int fd = events[i].data.fd;
      if (fd != listener) {
        if (clients[fd].used) readable(fd);
        continue;
      }
      int client = accept4(listener, NULL, NULL, 0);
      if (client < 0) continue;
      if (client >= MOST) {
        close(client);
        continue;
      }
      setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      memset(&clients[client], 0, offsetof(Client, text));
      clients[client].used = 1;
      open_now++;
      event.data.fd = client;
      event.events = EPOLLIN | EPOLLRDHUP;
      epoll_ctl(poller, EPOLL_CTL_ADD, client, &event);
    }
    t = now();
    for (int i = actives - 1; i >= 0; i--)
      if (i < actives && clients[active[i]].due <= t) due(active[i]);
  }
}
