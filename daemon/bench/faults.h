/* A cloud that answers at once, and homes with their faults, on loopback and in a thread of whoever
 * measures, so that faults change at once and one clock times everything. */

typedef enum { CLOUD, WELL, CLOSED, HOLE, EOF_AFTER_HELLO, STATUS_503, STATUS_429, SILENT, STALL } Mode;

typedef struct {
  const char *name, *scheme, *look;
  Mode mode;
  int listener;
} Place;

/* Place 0 is the cloud; place i listens on the cloud's port + i, and has one model of its name. Its
 * list is given in the router's settings, or the router watches it. */
enum { BACKS = 10, AWAY = 8, LEFT = 9, FIRST_BACK = 10, PLACES = FIRST_BACK + BACKS };
extern Place places[PLACES];

/* Opens the cloud's port and the homes' after it; of those that come back only the first ones. */
void begin_serving(int port, int backs);

/* It listens again. */
void open_place(int index);

/* It listens no more, and whoever is connected is reset: the process was killed. */
void close_place(int index);

/* From now on it answers so. */
void change(int index, Mode mode);

/* How many questions the home LEFT has and does not answer. */
int held_now(void);
