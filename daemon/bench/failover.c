/* The failover bench's clients; faults.c has the cloud and the homes that they are brought to.
 *
 * usage: failover homes CLOUD_PORT          the homes: name, port, scheme, given | watched
 *        failover run CLOUD_PORT ROUTER NGINX QUICK
 *                                           measures; NGINX is 0 where there is none, QUICK 0 or 1
 *
 * A home serves one model, which has its name; the cloud answers every model at once. Each prints a
 * line a figure: `took WHO CAUSE WHICH p50 p99 n strange asked` with microseconds to the first
 * token, how many did not come from the cloud, and for how many the home was asked (-1: not said).
 * The key is in $BENCH_KEY.
 */
#define _GNU_SOURCE
#include "faults.h"
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LEAVERS = 200, AT_ONCE = 40, SAMPLES = 100000 };

static int cloud_port, router_port, nginx_port, quick, homes_back;
static const char *key;

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void rest(long nanos) {
  if (nanos <= 0) return;
  struct timespec t = {nanos / 1000000000, nanos % 1000000000};
  nanosleep(&t, NULL);
}

static struct sockaddr_in at_port(int port) {
  return (struct sockaddr_in){
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

/* --- a client -------------------------------------------------------------------------------- */

typedef struct {
  int port, fd;
} Line;

/* How an answer came. who: 'c' from the cloud, 'h' from home, 'f' not at all. */
typedef struct {
  double micros;
  char who;
  int asked, status; /* whether home was asked in vain; -1 where it is not said */
} Told;

static int dial(int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  struct sockaddr_in at = at_port(port);
  struct timeval patience = {20, 0};
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0) return fd;
  close(fd);
  return -1;
}

static int put(char *out, int size, const char *path, const char *model) {
  char body[200];
  int length = snprintf(body, sizeof body,
                        "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
                        model);
  return snprintf(out, size,
                  "POST %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"
                  "Content-Length: %d\r\n\r\n%s",
                  path, key, length, body);
}

/* Whether the answer is whole. */
static int is_whole(const char *text, int have) {
  const char *end = strstr(text, "\r\n\r\n"), *length = strcasestr(text, "\r\nContent-Length:");
  if (!end) return 0;
  if (length && length < end) return have >= end + 4 - text + atoi(length + 17);
  return have > 7 && !strcmp(text + have - 7, "\r\n0\r\n\r\n");
}

static Told ask(Line *line, const char *path, const char *model) {
  char out[1024], text[16384];
  Told told = {0, 'f', -1, 0};
  int length = put(out, sizeof out, path, model), have = 0;
  if (line->fd <= 0 && (line->fd = dial(line->port)) < 0) return told;
  long from = now();
  send(line->fd, out, length, MSG_NOSIGNAL);
  text[0] = 0;
  while (!is_whole(text, have)) {
    int got = recv(line->fd, text + have, sizeof text - 1 - have, 0);
    if (got <= 0) {
      close(line->fd);
      line->fd = 0;
      told.who = 'f';
      return told;
    }
    text[have += got] = 0;
    char *token = told.who == 'f' ? strstr(text, "\"@") : NULL;
    if (token) {
      told.micros = (now() - from) / 1000.0;
      told.who = token[2];
    }
  }
  told.status = atoi(text + 9);
  char *trail = strcasestr(text, "\r\nHomeport-Attempts:"), mine[100];
  snprintf(mine, sizeof mine, " %s;", model);
  if (trail) {
    *strchr(trail + 2, '\r') = 0;
    told.asked = strstr(trail, mine) != NULL;
  }
  return told;
}

/* --- measuring ------------------------------------------------------------------------------- */

typedef struct {
  double micros[SAMPLES];
  long count, strange, asked;
} Figures;

static void note(Figures *figures, Told told) {
  if (told.who != 'c') figures->strange++;
  if (told.asked > 0) figures->asked++;
  if (told.who != 'f' && figures->count < SAMPLES) figures->micros[figures->count++] = told.micros;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static double at(Figures *figures, double share) {
  if (!figures->count) return -1;
  qsort(figures->micros, figures->count, sizeof(double), by_size);
  long index = (long)(share * figures->count);
  return figures->micros[index < figures->count ? index : figures->count - 1];
}

static void print(const char *who, const char *cause, const char *which, Figures *figures) {
  if (figures->count + figures->strange == 0) return;
  printf("took %s %s %s %.1f %.1f %ld %ld %ld\n", who, cause, which, at(figures, .5), at(figures, .99),
         figures->count, figures->strange, figures->asked);
  fflush(stdout);
}

/* Lets the router forget who failed; the status of its answer. */
static int clear(Line *line) {
  Line own = {line->port, dial(line->port)};
  char out[300], text[4096];
  int length = snprintf(out, sizeof out,
                        "POST /admin/cache/clear HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"
                        "Content-Length: 0\r\nConnection: close\r\n\r\n",
                        key);
  send(own.fd, out, length, MSG_NOSIGNAL);
  int have = 0, got;
  while ((got = recv(own.fd, text + have, sizeof text - 1 - have, 0)) > 0) have += got;
  text[have] = 0;
  close(own.fd);
  return have > 12 ? atoi(text + 9) : 0;
}

static const char *const PATH = "/v1/chat/completions";

static void through_nginx(Line *nginx, const char *how, const char *cause, Figures *into) {
  char path[100];
  snprintf(path, sizeof path, "/%s/%s%s", how, cause, PATH);
  Told told = ask(nginx, path, cause);
  if (into) note(into, told);
}

typedef struct {
  const char *name;
  int deadline, nginx; /* whether one is waited for, and whether nginx goes on after this cause */
  long warm, trials;
  Figures direct, first, after, nginx_first, nginx_after;
} Cause;

static Cause causes[] = {
    {"none", 0, 1},   {"refused", 0, 1}, {"five", 0, 1},  {"many", 0, 1}, {"funnel", 0, 0},
    {"hole", 1, 1}, {"silent", 1, 1},  {"stall", 1, 0},
};
enum { CAUSES = sizeof causes / sizeof *causes };

/* One trial: the cloud itself, the first request that meets the cause, and the one right after it. */
static void trial(Cause *cause, Line *direct, Line *router, Line *nginx, int counts) {
  clear(router);
  Told self = ask(direct, PATH, "bench"), first = ask(router, PATH, cause->name),
       after = ask(router, PATH, cause->name);
  if (counts) {
    note(&cause->direct, self);
    note(&cause->first, first);
    note(&cause->after, after);
  }
  if (nginx_port && cause->nginx) {
    through_nginx(nginx, "first", cause->name, counts ? &cause->nginx_first : NULL);
    through_nginx(nginx, "known", cause->name, counts ? &cause->nginx_after : NULL);
  }
}

static void failures(void) {
  Line direct = {cloud_port}, router = {router_port}, nginx = {nginx_port};
  printf("cleared %d\n", clear(&router));
  for (int i = 0; i < CAUSES; i++) {
    causes[i].trials = quick ? (causes[i].deadline ? 3 : 50) : causes[i].deadline ? 50 : 1000;
    causes[i].warm = quick ? (causes[i].deadline ? 1 : 100) : causes[i].deadline ? 10 : 2000;
    for (long n = 0; n < causes[i].warm; n++) trial(&causes[i], &direct, &router, &nginx, 0);
  }
  /* Taking turns: each cause has its trials spread over the whole time. */
  long most = quick ? 50 : 1000;
  for (long n = 0; n < most; n++)
    for (int i = 0; i < CAUSES; i++)
      if (n % (most / causes[i].trials) == 0 && n / (most / causes[i].trials) < causes[i].trials)
        trial(&causes[i], &direct, &router, &nginx, 1);
  for (int i = 0; i < CAUSES; i++) {
    print("direct", causes[i].name, "first", &causes[i].direct);
    print("router", causes[i].name, "first", &causes[i].first);
    print("router", causes[i].name, "after", &causes[i].after);
    print("nginx", causes[i].name, "first", &causes[i].nginx_first);
    print("nginx", causes[i].name, "after", &causes[i].nginx_after);
  }
}

/* Asks until the home of that model answers, for a minute at most: its list has to be seen first. */
static void until_at_home(int index) {
  Line router = {router_port};
  for (long from = now(); now() - from < 60000000000L;) {
    if (ask(&router, PATH, places[index].name).who == 'h') return;
    rest(50000000L);
  }
  fprintf(stderr, "failover: %s never answered\n", places[index].name);
  exit(1);
}

/* A home that the background look knows to be away; nobody has asked it since all was forgotten. */
static void known_away(void) {
  static Figures self, away;
  Line direct = {cloud_port}, router = {router_port};
  clear(&router);
  rest(5000000000L); /* the look comes by meanwhile */
  for (int n = 0; n < (quick ? 50 : 1000); n++) {
    note(&self, ask(&direct, PATH, "bench"));
    note(&away, ask(&router, PATH, "away"));
  }
  print("direct", "away", "first", &self);
  print("router", "away", "first", &away);
}

/* --- recovery -------------------------------------------------------------------------------- */

/* When the homes went and when they listened again; 0 before. */
static volatile long gone_at, back_at;
static volatile int stop_trickle;

typedef struct {
  int index;
  long served; /* when the first request was served at home again */
  long onset, vain, failed;
  Figures away, searching;
} Back;

static Back *backs[BACKS];

/* Twenty requests a second of one home's model. */
static void *trickle(void *mine) {
  Back *back = mine;
  const char *model = places[FIRST_BACK + back->index].name;
  Line router = {router_port};
  long next = now() + back->index * 5000000L;
  while (!stop_trickle) {
    rest(next - now());
    next += 50000000L;
    long gone = gone_at, listens = back_at;
    Told told = ask(&router, PATH, model);
    if (!gone) continue;
    if (told.who == 'f') {
      back->failed++;
    } else if (back->served) {
      continue;
    } else if (told.who == 'h') {
      if (back_at) back->served = now();
    } else {
      /* Somebody has to find out that it went; nobody, that it came back. */
      if (told.asked > 0 && !back->onset) back->onset = 1;
      else if (told.asked > 0) back->vain++;
      note(listens ? &back->searching : &back->away, told);
    }
  }
  return mine;
}

static void recovery(long away_seconds) {
  pthread_t threads[BACKS];
  int many = homes_back;
  for (int i = 0; i < many; i++) until_at_home(FIRST_BACK + i);
  gone_at = back_at = stop_trickle = 0;
  for (int i = 0; i < many; i++) {
    free(backs[i]);
    backs[i] = calloc(1, sizeof(Back));
    backs[i]->index = i;
    pthread_create(&threads[i], NULL, trickle, backs[i]);
  }
  rest(2000000000L);
  for (int i = 0; i < many; i++) close_place(FIRST_BACK + i);
  gone_at = now();
  rest(away_seconds * 1000000000L);
  for (int i = 0; i < many; i++) open_place(FIRST_BACK + i);
  back_at = now();
  for (int waited = 0; waited < 700; waited++) {
    int all = 1;
    for (int i = 0; i < many; i++) all &= backs[i]->served != 0;
    if (all) break;
    rest(100000000L);
  }
  rest(1000000000L); /* what comes after it is watched too */
  stop_trickle = 1;
  static Figures took, away, searching;
  memset(&took, 0, sizeof took);
  memset(&away, 0, sizeof away);
  memset(&searching, 0, sizeof searching);
  long onset = 0, vain = 0, failed = 0, never = 0;
  for (int i = 0; i < many; i++) {
    pthread_join(threads[i], NULL);
    Back *back = backs[i];
    onset += back->onset;
    vain += back->vain;
    failed += back->failed;
    if (back->served) took.micros[took.count++] = (back->served - back_at) / 1000.0;
    else never++;
    for (long n = 0; n < back->away.count; n++) away.micros[away.count++] = back->away.micros[n];
    for (long n = 0; n < back->searching.count; n++)
      searching.micros[searching.count++] = back->searching.micros[n];
  }
  /* seconds away; ms p50, most; n, never; asked in vain: the first, others; failed;
   * µs of the cloud's answers while away: n, p50, p99, most; the same from listening again on */
  printf("recovery %ld %.0f %.0f %ld %ld %ld %ld %ld", away_seconds, at(&took, .5) / 1000, at(&took, 1) / 1000,
         took.count, never, onset, vain, failed);
  printf(" %ld %.1f %.1f %.1f", away.count, at(&away, .5), at(&away, .99), at(&away, 1));
  printf(" %ld %.1f %.1f %.1f\n", searching.count, at(&searching, .5), at(&searching, .99), at(&searching, 1));
  fflush(stdout);
}

/* --- clients that leave ---------------------------------------------------------------------- */

static void leaving(void) {
  Line router = {router_port};
  char out[1024];
  const char *model = places[LEFT].name;
  clear(&router);
  until_at_home(LEFT);
  change(LEFT, SILENT);
  int came = 0, stuck = 0;
  for (int wave = 0; wave < LEAVERS / AT_ONCE; wave++) {
    int fds[AT_ONCE], length = put(out, sizeof out, PATH, model);
    for (int i = 0; i < AT_ONCE; i++) {
      fds[i] = dial(router_port);
      send(fds[i], out, length, MSG_NOSIGNAL);
    }
    for (int tries = 0; tries < 400 && held_now() < AT_ONCE; tries++) rest(1000000L);
    came += held_now();
    for (int i = 0; i < AT_ONCE; i++) close(fds[i]);
    for (int tries = 0; tries < 2000 && held_now() > 0; tries++) rest(1000000L);
    stuck += held_now();
  }
  change(LEFT, WELL);
  Told next = ask(&router, PATH, model);
  /* clients, how many of them were waiting at home when they left, how many home still held 2 s
   * after it, who answered the next one, its status and microseconds */
  printf("leaving %d %d %d %s %d %.1f\n", LEAVERS, came, stuck,
         next.who == 'h' ? "home" : next.who == 'c' ? "cloud" : "nobody", next.status, next.micros);
  fflush(stdout);
}

static int reachable(int port) {
  for (int tries = 0; tries < 600; tries++) {
    int fd = dial(port);
    if (fd >= 0) return close(fd), 1;
    rest(100000000L);
  }
  fprintf(stderr, "failover: nobody listens on %d\n", port);
  return 0;
}

int main(int count, char **words) {
  signal(SIGPIPE, SIG_IGN);
  if (count < 3) return fprintf(stderr, "usage: see the head of failover.c\n"), 2;
  cloud_port = atoi(words[2]);
  if (!strcmp(words[1], "homes")) {
    for (int i = 1; i < PLACES; i++)
      printf("%s %d %s %s\n", places[i].name, cloud_port + i, places[i].scheme, places[i].look);
    return 0;
  }
  if (count < 6) return fprintf(stderr, "usage: see the head of failover.c\n"), 2;
  router_port = atoi(words[3]);
  nginx_port = atoi(words[4]);
  quick = atoi(words[5]);
  key = getenv("BENCH_KEY") ? getenv("BENCH_KEY") : "";
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  homes_back = quick ? 3 : BACKS;
  begin_serving(cloud_port, homes_back);
  if (!reachable(router_port) || (nginx_port && !reachable(nginx_port))) return 1;
  /* One home goes at once: somebody notices, and the look does again and again. */
  until_at_home(AWAY);
  close_place(AWAY);
  ask(&(Line){router_port}, PATH, places[AWAY].name);
  failures();
  known_away();
  leaving();
  recovery(3);
  if (!quick) recovery(40);
  return 0;
}
