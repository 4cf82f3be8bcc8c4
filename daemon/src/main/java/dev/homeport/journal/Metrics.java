package dev.homeport.journal;

import dev.homeport.journal.Event.KeysGuessed;
import dev.homeport.journal.Event.OfRouter;
import dev.homeport.journal.Event.OllamaChanged;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts what happens, and shows it as Prometheus reads it.
///
/// Names and labels are an interface. Labels are routes, statuses and outcomes, never a key, a
/// model that a client made up, or anything else without bound.
public final class Metrics implements Journal {
  private record Kind(String route, int status, Outcome outcome) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      int byRoute = route.compareTo(other.route);
      int byStatus = byRoute != 0 ? byRoute : Integer.compare(status, other.status);
      return byStatus != 0 ? byStatus : outcome.compareTo(other.outcome);
    }
  }

  private final Map<Kind, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final Map<Outcome, LongAdder> endings = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder guesses = new LongAdder();
  private final LongAdder changes = new LongAdder();

  /// What only a router has to count.
  private final @Nullable MoneyCounts money;

  private final Histogram total = new Histogram();
  private final Histogram firstByte = new Histogram();
  private final Histogram queued = new Histogram();

  private Metrics(@Nullable MoneyCounts money) {
    this.money = money;
  }

  /// Those of a daemon, which knows of no money.
  public static Metrics ofDaemon() {
    return new Metrics(null);
  }

  /// Those of a router.
  public static Metrics ofRouter() {
    return new Metrics(new MoneyCounts());
  }

  @Override
  public void tell(Event event) {
    switch (event) {
      case RequestEnded request -> count(request);
      case KeysGuessed(_, long times) -> guesses.add(times);
      case OllamaChanged _ -> changes.increment();
      case OfRouter told -> {
        if (money != null) {
          money.tell(told);
        }
      }
      case Event.ConfigReloaded _,
          Event.ConfigRejected _,
          Event.TunnelChanged _,
          Event.TunnelRepaired _,
          Event.Noted _ -> {}
    }
  }

  private void count(RequestEnded request) {
    requests
        .computeIfAbsent(
            new Kind(request.route(), request.status(), request.outcome()), _ -> new LongAdder())
        .increment();
    endings.computeIfAbsent(request.outcome(), _ -> new LongAdder()).increment();
    String provider = request.provider();
    if (provider != null) {
      answers.computeIfAbsent(provider, _ -> new LongAdder()).increment();
    }
    if (money != null && request.charge() != null) {
      money.count(provider, request.charge());
    }
    bytesIn.add(request.bytesIn());
    bytesOut.add(request.bytesOut());
    total.add(request.total());
    Duration first = request.firstByte();
    if (first != null) {
      firstByte.add(first);
    }
    if (!request.queued().isZero()) {
      queued.add(request.queued());
    }
  }

  /// How many requests ended this way.
  public long ended(Outcome outcome) {
    LongAdder count = endings.get(outcome);
    return count == null ? 0 : count.sum();
  }

  /// A value of the moment that others know; left out where there is none.
  ///
  /// @param label of one of several of that name, as Prometheus writes it; empty where there is one
  public record Gauge(String name, String help, String label, @Nullable Number value) {
    /// The only one of its name.
    public Gauge(String name, String help, @Nullable Number value) {
      this(name, help, "", value);
    }

    /// One of several.
    public static Gauge of(
        String name, String help, String label, String of, @Nullable Number value) {
      return new Gauge(name, help, "{" + label + "=\"" + of + "\"}", value);
    }
  }

  /// All of it as text, followed by these.
  public String text(List<Gauge> gauges) {
    var out = new StringBuilder(4096);
    head(out, "homeport_requests_total", "counter", "Requests by route, status and outcome.");
    requests.forEach(
        (kind, count) ->
            out.append("homeport_requests_total{route=\"")
                .append(kind.route())
                .append("\",status=\"")
                .append(kind.status())
                .append("\",outcome=\"")
                .append(kind.outcome().name().toLowerCase(Locale.ROOT))
                .append("\"} ")
                .append(count.sum())
                .append('\n'));
    if (!answers.isEmpty()) {
      head(out, "homeport_provider_answers_total", "counter", "Answers by who gave them.");
      answers.forEach(
          (provider, count) ->
              out.append("homeport_provider_answers_total{provider=\"")
                  .append(provider)
                  .append("\"} ")
                  .append(count.sum())
                  .append('\n'));
    }
    counter(out, "homeport_request_bytes_total", "Bytes of requests' bodies.", bytesIn);
    counter(out, "homeport_response_bytes_total", "Bytes of answers' bodies.", bytesOut);
    counter(out, "homeport_wrong_keys_total", "Wrong keys that were throttled.", guesses);
    counter(out, "homeport_ollama_changes_total", "Changes of Ollama's state.", changes);
    if (money != null) {
      money.write(out);
    }
    total.write(out, "homeport_request_seconds", "From arrival to the end of the answer.");
    firstByte.write(out, "homeport_first_byte_seconds", "From arrival to the answer's first byte.");
    queued.write(out, "homeport_queued_seconds", "Waiting for a place, where one had to wait.");
    String last = "";
    for (Gauge gauge : gauges) {
      if (gauge.value() != null) {
        if (!gauge.name().equals(last)) {
          head(out, gauge.name(), "gauge", gauge.help());
          last = gauge.name();
        }
        out.append(gauge.name()).append(gauge.label()).append(' ').append(gauge.value());
        out.append('\n');
      }
    }
    return out.toString();
  }

  private static void counter(StringBuilder out, String name, String help, LongAdder count) {
    head(out, name, "counter", help);
    out.append(name).append(' ').append(count.sum()).append('\n');
  }

  static void head(StringBuilder out, String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }
}
