package dev.homeport.relay;

import static java.util.stream.Collectors.toSet;

import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Fault;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.Tongue;
import dev.homeport.upstream.Waits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// A way in which a provider gives no answer, or a strange one, in whatever API it speaks.
///
/// @param causes which of them it may have, as the log says it
/// @param families whom it may happen to
record Mishap(
    String name,
    Site site,
    Course course,
    Set<Cause> causes,
    Set<Family> families,
    Playing playing) {
  /// What no client may see of what providers say and are.
  static final List<String> SECRETS =
      List.of(
          "alice-smith",
          Stand.ACCOUNT,
          "sk-or-v1-",
          "sk-proj-",
          "org-Ab12Cd34Ef56",
          "ollama.com",
          "openrouter.ai",
          "http:",
          "https:",
          "foreign",
          "2f1c9b6e",
          "mac.tail1234.ts.net",
          "127.0.0.1",
          "req_011CSHoEeqs5C35K2UUqR7Fy");

  /// All of them, in what providers really say.
  static final String LIMIT =
      "you (alice-smith) have reached your session usage limit, upgrade for higher limits:"
          + " https://ollama.com/upgrade (ref: 2f1c9b6e-7a0d-4c55-9a55-0d6c3c1a2b3c)";

  /// What it calls the model.
  static final String MODEL_THERE = RouterRig.FOREIGN;

  static final String KEY =
      "Incorrect API key provided: sk-or-v1-abcdef0123456789abcdef. You can find your API key at"
          + " https://openrouter.ai/settings/keys for organization org-Ab12Cd34Ef56";

  static final String MONEY =
      "Insufficient credits of org-Ab12Cd34Ef56. Add more at https://openrouter.ai/settings/credits";

  static final String CRASH =
      "dial tcp 127.0.0.1:11434: upstream mac.tail1234.ts.net:443 failed, key sk-proj-Zz09-aaBB_11"
          + " of alice-smith@example.com";

  private static final Duration AGES = Duration.ofSeconds(20);
  static final Duration SOON = Duration.ofMillis(50);
  static final Waits PATIENT = Backend.waits(AGES, AGES, AGES);

  /// A plain Ollama at home may be loading; that ends soon, too.
  static final Waits HASTY =
      new Waits(AGES, AGES, SOON.multipliedBy(2), SOON, SOON, AGES, AGES, null);

  static final Waits STRICT = new Waits(AGES, AGES, AGES, AGES, SOON, SOON, AGES, null);
  static final Waits UNTOLD = new Waits(SOON, AGES, AGES, AGES, AGES, AGES, AGES, null);
  // Where nobody else is left, a place in the queue is waited for as long as a load may take.
  static final Waits QUEUED =
      new Waits(AGES, SOON, SOON.multipliedBy(2), AGES, AGES, AGES, AGES, null);
  static final Waits LOADING = new Waits(AGES, AGES, SOON, AGES, AGES, AGES, AGES, null);
  static final Waits FAIR = Backend.waits(AGES, Duration.ofSeconds(1), AGES);
  static final Waits SLOW =
      Backend.waits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));

  /// Makes the bytes of it.
  @FunctionalInterface
  interface Playing {
    Act act(Tongue tongue, boolean stream);
  }

  @Override
  public String toString() {
    return name;
  }

  static Mishap of(String name, Course course, Set<Cause> causes, Playing playing) {
    return new Mishap(name, Site.PATIENT, course, causes, EnumSet.allOf(Family.class), playing);
  }

  Mishap at(Site other) {
    return new Mishap(name, other, course, causes, families, playing);
  }

  Mishap of(Family... those) {
    return new Mishap(name, site, course, causes, Set.of(those), playing);
  }

  /// How long is waited for it.
  Waits waits() {
    return site.waits;
  }

  /// What a client may be told where nobody else is asked.
  Set<Integer> statuses() {
    return causes.stream().flatMap(each -> each.statuses().stream()).collect(toSet());
  }

  static String head(Tongue tongue, boolean stream) {
    return "HTTP/1.1 200 OK\r\nContent-Type: "
        + tongue.type(stream)
        + "\r\nX-Request-Id: req_011CSHoEeqs5C35K2UUqR7Fy\r\nServer: foreign\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n";
  }

  /// A good head and these frames, each in a chunk of its own.
  static Act says(Tongue tongue, boolean stream, After after, String... frames) {
    return Fault.says("frames", after, framed(tongue, stream, frames));
  }

  private static String[] framed(Tongue tongue, boolean stream, String... frames) {
    return Stream.concat(
            Stream.of(head(tongue, stream)),
            Arrays.stream(frames).filter(frame -> !frame.isEmpty()).map(Mishap::chunk))
        .toArray(String[]::new);
  }

  private static String chunk(String frame) {
    return frame.equals(END) ? END : Fault.chunk(frame);
  }

  /// The end of a body in chunks.
  static final String END = "0\r\n\r\n";

  /// The whole answer with these words.
  static Act good(Tongue tongue, boolean stream, String words) {
    return stream
        ? says(
            tongue, true, After.STAYS, tongue.opening(), tongue.token(words), tongue.closing(), END)
        : Fault.json(tongue.body(words));
  }

  /// An answer of this status in the provider's own words.
  static Playing refusing(String status, String said) {
    return (tongue, _) ->
        Fault.says(
            said,
            After.STAYS,
            Fault.sized(
                status,
                "application/json",
                tongue.refusal(Integer.parseInt(status.substring(0, 3)), said)));
  }

  /// An answer that is the same in every API.
  static Playing answering(String status, String type, String body) {
    return (_, _) -> Fault.says(body, After.STAYS, Fault.sized(status, type, body));
  }

  static Playing always(Act act) {
    return (_, _) -> act;
  }

  /// What comes of a provider that has begun, and of which nothing may be shown so far.
  static String opening(Tongue tongue, boolean stream) {
    return stream ? tongue.opening() : tongue.body("half").substring(0, 30);
  }

  /// Two words, or the beginning of a body that has them.
  static String begun(Tongue tongue, boolean stream) {
    return stream
        ? tongue.opening() + tongue.token("One") + tongue.token(" two")
        : tongue.body("One two").substring(0, 60);
  }

  static Act zipped(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bytes.size() + "\r\n\r\n";
    return Act.bytes(After.STAYS, head.getBytes(StandardCharsets.ISO_8859_1), bytes.toByteArray());
  }
}
