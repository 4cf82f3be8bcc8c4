package dev.homeport.relay;

import static dev.homeport.relay.Mishap.answering;
import static dev.homeport.relay.Mishap.refusing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Every status that stands for no answer, with the right body of the provider's API and with wrong
/// ones.
///
/// Nobody is told that the request is wrong unless the provider's own API says so: a page comes
/// from something in between, and a status that is not about the request is about this provider.
final class Statuses {
  /// The status alone, without a word that says more.
  private static final Map<Integer, Set<Cause>> MEANING = new TreeMap<>();

  static {
    MEANING.put(400, Set.of(Cause.BAD_REQUEST));
    MEANING.put(401, Set.of(Cause.KEY));
    MEANING.put(402, Set.of(Cause.CREDIT));
    MEANING.put(403, Set.of(Cause.FORBIDDEN));
    MEANING.put(404, Set.of(Cause.NO_MODEL));
    for (int odd : new int[] {405, 406, 409, 418, 425, 431, 451}) {
      MEANING.put(odd, Set.of(Cause.NONSENSE, Cause.SERVER));
    }
    MEANING.put(408, Set.of(Cause.TIMEOUT));
    MEANING.put(410, Set.of(Cause.NO_MODEL));
    MEANING.put(413, Set.of(Cause.TOO_LARGE));
    MEANING.put(422, Set.of(Cause.BAD_REQUEST));
    MEANING.put(429, Set.of(Cause.RATE));
    for (int broken : new int[] {500, 501, 502, 507, 520, 521, 522, 523, 525, 526}) {
      MEANING.put(broken, Set.of(Cause.SERVER));
    }
    MEANING.put(503, Set.of(Cause.OVERLOADED));
    MEANING.put(504, Set.of(Cause.TIMEOUT));
    MEANING.put(524, Set.of(Cause.TIMEOUT, Cause.SERVER));
    MEANING.put(529, Set.of(Cause.OVERLOADED));
  }

  private static final String SAID = "that did not work for " + Mishap.MODEL_THERE;
  private static final String PAGE =
      "<html><head><title>sorry</title></head><body>https://openrouter.ai</body></html>";

  private Statuses() {}

  static Stream<Mishap> all() {
    var all = new ArrayList<Mishap>();
    MEANING.forEach(
        (status, causes) -> {
          String line = status + " Foreign";
          all.add(mishap(line, causes, refusing(line, SAID)));
          Set<Cause> vague = vague(causes);
          all.add(mishap(line + ", a page", vague, answering(line, "text/html", PAGE)));
          all.add(mishap(line + ", nothing", vague, answering(line, "text/plain", "")));
          for (String body : List.of("no luck", "{\"thing\":[1,{\"a\":\"no luck\"}]}")) {
            String type = body.startsWith("{") ? "application/json" : "text/plain";
            // A path that is not there is told in plain words, too.
            Set<Cause> told = status == 404 ? vague : causes;
            all.add(mishap(line + ", " + body, told, answering(line, type, body)));
          }
        });
    return Stream.concat(all.stream(), words());
  }

  private static Mishap mishap(String name, Set<Cause> causes, Mishap.Playing playing) {
    boolean refused = causes.stream().allMatch(Cause::isOfTheRequest);
    return Mishap.of(name, refused ? Course.REFUSED : Course.NEXT, causes, playing);
  }

  /// What it may be where only its number says anything.
  private static Set<Cause> vague(Set<Cause> causes) {
    Set<Cause> vague = EnumSet.of(Cause.NONSENSE, Cause.SERVER);
    causes.stream().filter(each -> !each.isOfTheRequest()).forEach(vague::add);
    return vague;
  }

  /// What is said counts, and not the status alone.
  private static Stream<Mishap> words() {
    return Stream.of(
        mishap("a crash", Set.of(Cause.SERVER), refusing("500 Oops", Mishap.CRASH)),
        mishap("a limit", Set.of(Cause.RATE, Cause.QUOTA), refusing("429 Too Many", Mishap.LIMIT)),
        mishap("a bad key", Set.of(Cause.KEY), refusing("401 Unauthorized", Mishap.KEY)),
        mishap("no money", Set.of(Cause.CREDIT), refusing("402 Pay", Mishap.MONEY)),
        mishap(
            "forbidden",
            Set.of(Cause.FORBIDDEN, Cause.KEY),
            refusing("403 No", "not for " + Mishap.KEY)),
        mishap(
            "too many at once",
            Set.of(Cause.CONCURRENCY),
            refusing("429 Too Many", "too many concurrent requests")),
        mishap(
            "too long a prompt",
            Set.of(Cause.CONTEXT),
            refusing("400 Bad", "prompt is too long, it exceeds the context window")),
        mishap(
            "no tools",
            Set.of(Cause.CAPABILITY),
            refusing("400 Bad", Mishap.MODEL_THERE + " does not support tools")),
        mishap(
                "a filter",
                Set.of(Cause.FILTERED),
                refusing("400 Bad", "blocked by a content filter after moderation"))
            .of(Family.OPENAI, Family.ANTHROPIC));
  }
}
