package dev.homeport.probe;

import dev.homeport.health.OllamaHealth;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.probe.Inquiry.Heard;
import dev.homeport.resilience.Entry;
import dev.homeport.resilience.Gate;
import dev.homeport.resilience.Ticket;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.wire.Field;
import dev.homeport.wire.InstalledModel;
import dev.homeport.wire.JsonText;
import dev.homeport.wire.ModelName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Loads the models of `warm:` after the start, after a wake, and when Ollama comes back.
///
/// One at a time and through the gate like everybody else, so that it never competes. The request
/// names the model and nothing else, so the context and the time it stays are Ollama's own; a model
/// that is in memory already is left as it is.
public final class Warmer implements Service {
  private static final String PARTY = "warm";

  /// Ollama itself gives up a load earlier.
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(10);

  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofHours(1);

  private final HttpUpstream ollama;
  private final List<Field> headers;
  private final Gate gate;
  private final Supplier<List<String>> models;
  private final Supplier<OllamaHealth> health;
  private final Journal journal;
  private final Ticker ticker;
  private final Pause pause;

  /// What is still to be loaded, by its normalised name.
  private final Set<String> due = new ConcurrentSkipListSet<>();

  /// Whether Ollama answered when it was last heard of, so that its coming back is noticed.
  private final AtomicBoolean answers = new AtomicBoolean();

  /// What a stop cuts: the claim to a place, and the question that is out.
  private volatile @Nullable Ticket ticket;

  private final Inquiry inquiry;

  /// The loop, between start and stop.
  private volatile @Nullable Loop loop;

  /// A warmer for these models, which a reload may change.
  public Warmer(
      HttpUpstream ollama,
      List<Field> headers,
      Gate gate,
      Supplier<List<String>> models,
      Supplier<OllamaHealth> health,
      Journal journal,
      Ticker ticker,
      Pause pause) {
    this.ollama = ollama;
    this.headers = List.copyOf(headers);
    this.gate = gate;
    this.models = models;
    this.health = health;
    this.journal = journal;
    this.ticker = ticker;
    this.pause = pause;
    this.inquiry = new Inquiry(this.ollama, this.headers, this.ticker, this.pause);
  }

  /// All of them shall be in memory: after a wake, and after the list has changed.
  public void warm() {
    due.clear();
    models.get().forEach(model -> due.add(ModelName.normalised(model)));
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  /// What the watch has found; an Ollama that comes back has nothing in memory.
  public void changed(OllamaHealth now) {
    boolean before = answers.getAndSet(now.state().answers());
    if (!before && now.state().answers()) {
      warm();
    }
  }

  @Override
  public String name() {
    return "warmer";
  }

  @Override
  public void start() {
    warm();
    loop =
        Loop.start(
            name(),
            this::turn,
            bug -> journal.note(Weight.ERROR, "warmer failed", Map.of("why", bug.toString())));
  }

  @Override
  public void stop() throws InterruptedException {
    Loop running = loop;
    if (running != null) {
      loop = null;
      inquiry.close();
      Ticket waiting = ticket;
      if (waiting != null) {
        waiting.leave();
      }
      running.stop();
    }
  }

  private Duration turn() throws InterruptedException {
    for (String model : List.copyOf(due)) {
      OllamaHealth now = health.get();
      if (!now.state().answers()) {
        return LONG;
      }
      if (now.loaded().stream().anyMatch(loaded -> loaded.name().equals(model))) {
        due.remove(model);
      } else if (!load(model, now.models())) {
        return AGAIN;
      }
    }
    return LONG;
  }

  /// Loads one; false when it is worth another try soon.
  private boolean load(String model, List<InstalledModel> installed) throws InterruptedException {
    try (Ticket claim = gate.ticket(PARTY, model)) {
      ticket = claim;
      if (!(claim.enter(null) instanceof Entry.Admitted)) {
        return false;
      }
      return heard(model, ask(model, installed), claim);
    } finally {
      ticket = null;
    }
  }

  private Heard ask(String model, List<InstalledModel> installed) {
    String name = JsonText.quoted(model);
    boolean embeds =
        installed.stream().anyMatch(known -> known.name().equals(model) && known.onlyEmbeds());
    return embeds
        ? inquiry.post("/api/embed", "{\"model\":" + name + ",\"input\":\"\"}", LONGEST_LOAD)
        : inquiry.post("/api/generate", "{\"model\":" + name + "}", LONGEST_LOAD);
  }

  private boolean heard(String model, Heard heard, Ticket claim) {
    return switch (heard) {
      case Heard.Said(int status, _, _, Duration took) when status == 200 -> {
        claim.begun();
        due.remove(model);
        journal.note(
            Weight.INFO, "model warmed", Map.of("model", model, "took", took.toMillis() + "ms"));
        yield true;
      }
      case Heard.Said(int status, _, _, _) when status == 404 ->
          failed(model, "it is not installed; install it with: ollama pull " + model);
      case Heard.Said(int status, _, _, _) ->
          failed(model, "Ollama answered with status " + status + "; try: ollama run " + model);
      case Heard.Silent(Duration limit) ->
          failed(model, "it was not loaded within " + limit.toMinutes() + " min");
      case Heard.Garbage(String why) -> failed(model, why);
      case Heard.Unreachable _, Heard.Broken _, Heard.Stopped _ -> false;
    };
  }

  /// Told once; it is tried again when Ollama comes back, after a wake, or when the list changes.
  private boolean failed(String model, String why) {
    due.remove(model);
    journal.note(Weight.WARN, "model not warmed", Map.of("model", model, "why", why));
    return true;
  }
}
