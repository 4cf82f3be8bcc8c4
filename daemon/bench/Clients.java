import dev.homeport.time.Ticker;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Question;
import dev.homeport.upstream.Reply;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// What a client towards Ollama costs by itself: ours (HttpCore's blocking connection, our pool)
/// and the JDK's, 32 virtual threads each asking for small answers and reading streams.
///
/// Run by `run clients`.
void main(String[] words) throws Exception {
  int port = Integer.parseInt(words[0]);
  int rounds = Integer.parseInt(words[1]);
  URI base = URI.create("http://127.0.0.1:" + port);
  var ours = new Ours(new HttpUpstream(base, "127.0.0.1:" + port, Ticker.system()));
  var jdk = new Jdk(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), base);
  IO.println();
  IO.println("CPU µs of the whole process, medians of " + rounds + " rounds taking turns.");
  IO.println();
  IO.println("| client | µs/request | µs/token, 200 streams | heap kB/open stream |");
  IO.println("|---|---:|---:|---:|");
  var asked = new double[2][rounds];
  var read = new double[2][rounds];
  var held = new double[2];
  List<Asking> both = List.of(ours, jdk);
  for (Asking client : both) {
    perRequest(client, 60_000);
    perToken(client);
  }
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < 2; i++) {
      asked[i][round] = perRequest(both.get(i), 60_000);
      read[i][round] = perToken(both.get(i));
    }
  }
  for (int i = 0; i < 2; i++) {
    held[i] = perStream(both.get(i));
    Arrays.sort(asked[i]);
    Arrays.sort(read[i]);
    IO.println(
        "| %s | %.1f | %.1f | %.0f |"
            .formatted(
                both.get(i).getClass().getSimpleName(),
                asked[i][rounds / 2],
                read[i][rounds / 2],
                held[i]));
  }
  System.exit(0);
}

static final int AT_ONCE = 32;
static final int STREAMS = 200;
static final int TOKENS = 75;

/// Somebody who asks, and reads the answer to its end.
interface Asking {
  void ask(byte[] body) throws Exception;
}

static byte[] chat(boolean streamed, String prompt) {
  return """
      {"model":"bench","stream":%s,"messages":[{"role":"user","content":"%s"}]}"""
      .formatted(streamed, prompt)
      .getBytes(StandardCharsets.UTF_8);
}

record Ours(HttpUpstream upstream) implements Asking {
  @Override
  public void ask(byte[] body) throws Exception {
    var payload =
        new Question.Payload() {
          @Override
          public long length() {
            return body.length;
          }

          @Override
          public void writeTo(OutputStream out) throws java.io.IOException {
            out.write(body);
          }
        };
    var question =
        new Question(
            "POST",
            "/api/chat",
            List.of(new Question.Field("Content-Type", "application/json")),
            payload);
    if (!(upstream.attempt().ask(question) instanceof Reply.Answered(Answer answer))) {
      throw new IllegalStateException("no answer");
    }
    try (answer) {
      int count;
      do {
        count = answer.read();
      } while (count >= 0);
    }
  }
}

record Jdk(HttpClient client, URI base) implements Asking {
  @Override
  public void ask(byte[] body) throws Exception {
    var request =
        HttpRequest.newBuilder(base.resolve("/api/chat"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (InputStream answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      var buffer = new byte[8192];
      while (answer.read(buffer) >= 0) {}
    }
  }
}

static double cpuMicros() {
  var system =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  return system.getProcessCpuTime() / 1000.0;
}

static double perRequest(Asking client, int requests) throws Exception {
  byte[] body = chat(false, "hello");
  double before = cpuMicros();
  try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
    var all = new ArrayList<java.util.concurrent.Future<?>>();
    for (int i = 0; i < AT_ONCE; i++) {
      all.add(
          tasks.submit(
              () -> {
                for (int n = 0; n < requests / AT_ONCE; n++) {
                  client.ask(body);
                }
                return null;
              }));
    }
    for (var one : all) {
      one.get();
    }
  }
  return (cpuMicros() - before) / requests;
}

static double perToken(Asking client) throws Exception {
  byte[] body = chat(true, "tokens=" + TOKENS + " every=40000");
  double before = cpuMicros();
  try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
    for (int i = 0; i < STREAMS; i++) {
      tasks.submit(
          () -> {
            client.ask(body);
            return null;
          });
    }
  }
  return (cpuMicros() - before) / (STREAMS * TOKENS);
}

/// What the heap holds for each stream that is open, after a collection.
static double perStream(Asking client) throws Exception {
  byte[] body = chat(true, "tokens=40 every=100000");
  long before = used();
  long during;
  try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
    for (int i = 0; i < STREAMS; i++) {
      tasks.submit(
          () -> {
            client.ask(body);
            return null;
          });
    }
    new CountDownLatch(1).await(2, java.util.concurrent.TimeUnit.SECONDS);
    during = used();
  }
  return Math.max(0, during - before) / 1024.0 / STREAMS;
}

static long used() {
  System.gc();
  return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
}
