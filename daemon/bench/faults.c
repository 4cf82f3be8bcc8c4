/* The failover bench's servers: see faults.h. One thread, epoll. */
#define _GNU_SOURCE
#include "faults.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 8192, TEXT = 8192 };

Place places[PLACES] = {
    {"cloud", "http", "given", CLOUD},          {"refused", "http", "given", CLOSED},
    {"five", "http", "given", STATUS_503},      {"many", "http", "given", STATUS_429},
    {"funnel", "https", "given", EOF_AFTER_HELLO}, {"hole", "http", "given", HOLE},
    {"silent", "http", "given", SILENT},        {"stall", "http", "given", STALL},
    {"away", "http", "watched", WELL},          {"left", "http", "watched", WELL},
    {"back0", "http", "watched", WELL},         {"back1", "http", "watched", WELL},
    {"back2", "http", "watched", WELL},         {"back3", "http", "watched", WELL},
    {"back4", "http", "watched", WELL},         {"back5", "http", "watched", WELL},
    {"back6", "http", "watched", WELL},         {"back7", "http", "watched", WELL},
    {"back8", "http", "watched", WELL},         {"back9", "http", "watched", WELL},
};
static int first_port;

typedef struct {
  int place, have, asking;
  char text[TEXT + 1];
} Peer;

/* Held by the servers' thread while it answers, and by whoever changes a place. */
static pthread_mutex_t servers = PTHREAD_MUTEX_INITIALIZER;
static Peer *peers[MOST];
static int poller, held; /* held: questions that the home LEFT has and does not answer */

static void reply(int fd, const char *status, const char *type, const char *body) {
  char out[2048];
  int length = snprintf(out, sizeof out, "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%s",
                        status, type, strlen(body), body);
  send(fd, out, length, MSG_NOSIGNAL);
}

/* A streamed answer in these pieces, each a chunk; the last one ends it, unless it is to stall. */
static void stream(int fd, const char *type, const char **pieces, int stall) {
  char out[4096];
  int length = snprintf(out, sizeof out,
                        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n", type);
  for (; *pieces; pieces++)
    length += snprintf(out + length, sizeof out - length, "%zx\r\n%s\r\n", strlen(*pieces), *pieces);
  if (!stall) length += snprintf(out + length, sizeof out - length, "0\r\n\r\n");
  send(fd, out, length, MSG_NOSIGNAL);
}

#define CHUNK "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1767225600," \
              "\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":"
static const char *CLOUDS[] = {CHUNK "{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n",
                               CHUNK "{\"content\":\"@cloud\"},\"finish_reason\":null}]}\n\n",
                               CHUNK "{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", NULL};
#define LINE "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":"
static const char *HOMES[] = {LINE "\"@home\"},\"done\":false}\n",
                              LINE "\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":1,\"eval_count\":1}\n",
                              NULL};
static const char *STALLED[] = {LINE "\"\"},\"done\":false}\n", NULL};

/* What a whole request gets. */
static void handle(int fd, Peer *peer) {
  Place *place = &places[peer->place];
  const char *text = peer->text;
  char page[300];
  if (strncmp(text, "POST ", 5) || strstr(text, " /api/show")) {
    snprintf(page, sizeof page,
             strstr(text, " /api/show") ? "{\"details\":{\"family\":\"bench\"},\"capabilities\":[\"completion\"]}"
             : strstr(text, "/models")  ? "{\"object\":\"list\",\"data\":[{\"id\":\"bench\",\"object\":\"model\"}]}"
             : strstr(text, "/version") ? "{\"version\":\"0.33.0\"}"
                                        : "{\"models\":[{\"name\":\"%s\",\"model\":\"%s\",\"size\":1,\"digest\":\"0\"}]}",
             place->name, place->name);
    reply(fd, "200 OK", "application/json", page);
    return;
  }
  switch (place->mode) {
    case CLOUD: stream(fd, "text/event-stream", CLOUDS, 0); break;
    case WELL: stream(fd, "application/x-ndjson", HOMES, 0); break;
    case STATUS_503:
      reply(fd, "503 Service Unavailable", "application/json", "{\"error\":\"server busy, please try again\"}");
      break;
    case STATUS_429: reply(fd, "429 Too Many Requests", "application/json", "{\"error\":\"too many requests\"}"); break;
    case STALL: stream(fd, "application/x-ndjson", STALLED, 1); break;
    case SILENT:
      peer->asking = peer->place == LEFT;
      held += peer->asking;
      break;
    case CLOSED: case HOLE: case EOF_AFTER_HELLO: break;
  }
}

static void forget(int fd) {
  held -= peers[fd]->asking;
  free(peers[fd]);
  peers[fd] = NULL;
  close(fd);
}

static void readable(int fd) {
  Peer *peer = peers[fd];
  int got = recv(fd, peer->text + peer->have, TEXT - peer->have, MSG_DONTWAIT);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0 || peer->have + got == TEXT || places[peer->place].mode == EOF_AFTER_HELLO) {
    forget(fd);
    return;
  }
  peer->have += got;
  peer->text[peer->have] = 0;
  char *end = strstr(peer->text, "\r\n\r\n");
  if (!end) return;
  char *length = strcasestr(peer->text, "\r\nContent-Length:");
  int wanted = end + 4 - peer->text + (length && length < end ? atoi(length + 17) : 0);
  if (peer->have < wanted) return;
  peer->have = 0;
  handle(fd, peer);
}

static void *serve(void *unused) {
  for (;;) {
    struct epoll_event events[64];
    int some = epoll_wait(poller, events, 64, -1);
    pthread_mutex_lock(&servers);
    for (int i = 0; i < some; i++) {
      int place = events[i].data.u64 >> 32, fd = (int)events[i].data.u64, yes = 1;
      if (place == PLACES) {
        if (peers[fd]) readable(fd);
        continue;
      }
      int peer = places[place].listener == fd ? accept4(fd, NULL, NULL, SOCK_NONBLOCK) : -1;
      if (peer < 0 || peer >= MOST) {
        if (peer >= 0) close(peer);
        continue;
      }
      setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      peers[peer] = calloc(1, sizeof(Peer));
      peers[peer]->place = place;
      struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.u64 = (long)PLACES << 32 | peer};
      epoll_ctl(poller, EPOLL_CTL_ADD, peer, &event);
    }
    pthread_mutex_unlock(&servers);
  }
  return unused;
}

static struct sockaddr_in at_port(int port) {
  return (struct sockaddr_in){
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

/* Fills the queue of a listener that nobody accepts from, until the kernel drops who comes. */
static void fill(int port) {
  struct sockaddr_in at = at_port(port);
  for (int i = 0; i < 16; i++) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    connect(fd, (struct sockaddr *)&at, sizeof at);
    struct pollfd made = {fd, POLLOUT, 0};
    if (poll(&made, 1, 200) == 0) return;
  }
  fprintf(stderr, "failover: this kernel drops nobody; the black hole is none\n");
}

void open_place(int index) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
  struct sockaddr_in at = at_port(first_port + index);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(fd, (struct sockaddr *)&at, sizeof at) || listen(fd, places[index].mode == HOLE ? 0 : 1024)) {
    perror("failover: cannot listen");
    exit(1);
  }
  pthread_mutex_lock(&servers);
  places[index].listener = fd;
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = (long)index << 32 | fd};
  if (places[index].mode != HOLE) epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
  pthread_mutex_unlock(&servers);
  if (places[index].mode == HOLE) fill(first_port + index);
}

/* It listens no more, and whoever is connected is reset: the machine's process was killed. */
void close_place(int index) {
  struct linger at_once = {1, 0};
  pthread_mutex_lock(&servers);
  close(places[index].listener);
  places[index].listener = -1;
  for (int fd = 0; fd < MOST; fd++)
    if (peers[fd] && peers[fd]->place == index) {
      setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      forget(fd);
    }
  pthread_mutex_unlock(&servers);
}

void change(int index, Mode mode) {
  pthread_mutex_lock(&servers);
  places[index].mode = mode;
  pthread_mutex_unlock(&servers);
}

int held_now(void) {
  pthread_mutex_lock(&servers);
  int count = held;
  pthread_mutex_unlock(&servers);
  return count;
}

void begin_serving(int port, int backs) {
  pthread_t server;
  first_port = port;
  poller = epoll_create1(0);
  for (int i = 0; i < FIRST_BACK + backs; i++)
    if (places[i].mode != CLOSED) open_place(i);
  pthread_create(&server, NULL, serve, NULL);
}
