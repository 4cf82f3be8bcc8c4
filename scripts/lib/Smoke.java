/// Plays the packaged demo, starts each launcher's roles in front of the simulated Ollama, asks
/// `/health`, stops them, and says how long that took. Run by `scripts/smoke`.
///
/// The roles run with `-XX:AOTMode=on`, which makes a missing or stale AOT cache fatal instead of
/// slow. Everything it keeps goes to a folder that is thrown away.

static final String HEALTHY = "{\"status\":\"healthy\"}";

static final Duration LONGEST_START = Duration.ofSeconds(60);
static final Duration LONGEST_STOP = Duration.ofSeconds(10);

/// A role, the launcher that it is for, and the words with which it starts.
///
/// @param words `PORT` being where it listens and `OLLAMA` where the simulated one is
/// @param variables what is set for it besides
record Role(String launcher, String name, List<String> words, Map<String, String> variables) {
  static Role of(String words) {
    int colon = words.indexOf(':');
    String launcher = words.substring(0, colon);
    String name = words.substring(colon + 1);
    return switch (name) {
      case "daemon" ->
          new Role(
              launcher,
              name,
              List.of("daemon", "--listen", "127.0.0.1:PORT", "--ollama", "http://127.0.0.1:OLLAMA"),
              Map.of());
      case "router" ->
          new Role(
              launcher,
              name,
              List.of("router", "--listen", "127.0.0.1:PORT"),
              Map.of("OLLAMA_BASE_URL", "http://127.0.0.1:OLLAMA"));
      default -> throw new IllegalArgumentException("there is no role " + name);
    };
  }

  @Override
  public String toString() {
    return launcher + " " + name;
  }
}

/// One start, by its launcher.
record Run(Duration toHealthy, Duration processor, long residentKilobytes, Duration toStopped) {}

void main(String[] arguments) throws Exception {
  if (arguments.length < 2) {
    System.err.println("usage: smoke FOLDER-OF-LAUNCHERS ROUNDS LAUNCHER:ROLE…");
    System.exit(2);
  }
  Path launchers = Path.of(arguments[0]).toAbsolutePath();
  int rounds = Integer.parseInt(arguments[1]);
  Path home = Files.createTempDirectory("homeport-smoke");
  int status = 0;
  try {
    measure(home, launchers, rounds, List.of(arguments).subList(2, arguments.length));
  } catch (Failed failed) {
    System.err.println("smoke: " + failed.getMessage());
    status = 1;
  } finally {
    delete(home);
  }
  System.exit(status);
}

void measure(Path home, Path launchers, int rounds, List<String> roles) throws Exception {
  play(home, launchers.resolve("homeport"));
  int ollama = freePort();
  Process simulated =
      start(
          home,
          launchers.resolve("homeport"),
          "auto",
          Map.of(),
          List.of("simulate-ollama", "--port", "" + ollama));
  try {
    waitFor(() -> answer(ollama, "/") != null, simulated, home, "the simulated Ollama to answer");
    for (Role role : roles.stream().map(Role::of).toList()) {
      var runs = new ArrayList<Run>();
      for (int round = 0; round < rounds; round++) {
        runs.add(run(home, launchers, role, ollama));
      }
      System.out.printf(
          "%s: healthy %d ms after its start (%d ms of processor), %d MB resident, stopped in %d ms%s%n",
          role,
          median(runs, run -> run.toHealthy().toMillis()),
          median(runs, run -> run.processor().toMillis()),
          median(runs, Run::residentKilobytes) / 1024,
          median(runs, run -> run.toStopped().toMillis()),
          rounds == 1 ? "" : " (medians of " + rounds + ")");
    }
  } finally {
    simulated.destroyForcibly().waitFor();
  }
}

/// The demo where no Ollama runs, whose simulated one is a process that the image starts itself.
void play(Path home, Path launcher) throws Exception {
  Process demo =
      start(
          home,
          launcher,
          "auto",
          Map.of(),
          List.of("demo", "--once", "--ollama", "http://127.0.0.1:" + freePort()));
  try {
    if (!demo.waitFor(LONGEST_START) || demo.exitValue() != 0) {
      throw new Failed("`demo --once` did not end with 0", home);
    }
  } finally {
    demo.destroyForcibly().waitFor();
  }
}

Run run(Path home, Path launchers, Role role, int ollama) throws Exception {
  int port = freePort();
  UnaryOperator<String> placed =
      word -> word.replace("PORT", "" + port).replace("OLLAMA", "" + ollama);
  var variables = new HashMap<>(role.variables());
  variables.replaceAll((_, value) -> placed.apply(value));
  long began = System.nanoTime();
  Process process =
      start(
          home,
          launchers.resolve(role.launcher()),
          "on",
          variables,
          role.words().stream().map(placed).toList());
  try {
    waitFor(
        () -> ("200 " + HEALTHY).equals(answer(port, "/health")),
        process,
        home,
        "`200 " + HEALTHY + "` from " + role);
    var toHealthy = Duration.ofNanos(System.nanoTime() - began);
    var processor = process.info().totalCpuDuration().orElse(Duration.ZERO);
    Thread.sleep(1000);
    long resident = residentKilobytes(process.pid());
    began = System.nanoTime();
    process.destroy();
    if (!process.waitFor(LONGEST_STOP)) {
      throw new Failed("SIGTERM did not end " + role + " within " + LONGEST_STOP, home);
    }
    if (process.exitValue() != 0) {
      throw new Failed("SIGTERM ended " + role + " with " + process.exitValue() + ", not 0", home);
    }
    var toStopped = Duration.ofNanos(System.nanoTime() - began);
    return new Run(toHealthy, processor, resident, toStopped);
  } finally {
    process.destroyForcibly().waitFor();
  }
}

/// Starts a launcher as a user whose home is a folder to throw away.
Process start(
    Path home, Path launcher, String aotMode, Map<String, String> variables, List<String> arguments)
    throws IOException {
  var command = new ArrayList<>(List.of(launcher.toString()));
  command.addAll(arguments);
  var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
  builder.redirectOutput(home.resolve("output").toFile());
  builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
  Map<String, String> environment = builder.environment();
  environment.keySet().removeIf(name -> name.matches("(HOMEPORT|OLLAMA|OPENROUTER|OPENAI|GEMINI|ANTHROPIC|GIGACHAT|XDG|LLM)_.*"));
  environment.put("HOME", home.toString());
  environment.put("HOMEPORT_STATE_URL", "file:" + home.resolve("state"));
  environment.putAll(variables);
  environment.put("JAVA_TOOL_OPTIONS", "-XX:AOTMode=" + aotMode + " '-Duser.home=" + home + "'");
  return builder.start();
}

interface Question {
  boolean answered();
}

void waitFor(Question question, Process process, Path home, String what) throws Exception {
  long end = System.nanoTime() + LONGEST_START.toNanos();
  while (!question.answered()) {
    if (!process.isAlive()) {
      throw new Failed("waiting for " + what + ": it ended with " + process.exitValue(), home);
    }
    if (System.nanoTime() - end > 0) {
      throw new Failed("waited " + LONGEST_START + " in vain for " + what, home);
    }
    Thread.sleep(2);
  }
}

/// The status and the body of an answer, or nothing where there is none.
String answer(int port, String path) {
  try (var socket = new Socket()) {
    socket.setSoTimeout(2000);
    socket.connect(new InetSocketAddress("127.0.0.1", port), 2000);
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var whole = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int body = whole.indexOf("\r\n\r\n");
    return body < 0 ? null : whole.split(" ", 3)[1] + " " + whole.substring(body + 4);
  } catch (IOException notYet) {
    return null;
  }
}

/// A port that nobody listens on. Another process may take it before ours does, which would fail
/// this run and no other.
int freePort() throws IOException {
  try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
    return socket.getLocalPort();
  }
}

long residentKilobytes(long pid) throws Exception {
  Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
  String said = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  return said.isEmpty() ? 0 : Long.parseLong(said);
}

long median(List<Run> runs, ToLongFunction<Run> of) {
  return runs.stream().mapToLong(of).sorted().toArray()[runs.size() / 2];
}

void delete(Path folder) throws IOException {
  try (var walk = Files.walk(folder)) {
    for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
      Files.deleteIfExists(path);
    }
  }
}

/// What went wrong, with what the processes said.
static final class Failed extends Exception {
  Failed(String what, Path home) throws IOException {
    super(what + "\n" + Files.readString(home.resolve("output")));
  }
}
