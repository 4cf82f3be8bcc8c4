package dev.homeport.probe;

import dev.homeport.lifecycle.Threads;
import dev.homeport.probe.Inquiry.Heard;
import dev.homeport.wire.JsonText;
import dev.homeport.wire.LoadedModel;
import dev.homeport.wire.ModelPage;
import dev.homeport.wire.OllamaLists;
import dev.homeport.wire.frame.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A word to a model, to hear whether it still answers.
///
/// It must not change anything: only a model in memory is asked, and with the context it was loaded
/// with, because another one makes Ollama load it anew. Where that cannot be known, the model is
/// left alone: a context as long as the model was made for may have been cut to that from a longer
/// wish. A model that only embeds cannot be asked. The first token is all we want, whether it is a
/// thought or a word; Ollama sends no head before it.
final class SignOfLife {
  private static final Duration PAGE = Duration.ofSeconds(5);

  /// What came of it.
  sealed interface Outcome {
    /// A model answered.
    record Alive(String model) implements Outcome {}

    /// No model could be asked, or the answer proves nothing.
    record Unclear(String why) implements Outcome {}
  }

  private final Inquiry inquiry;
  private final long beganNanos;
  private final Thread thread;

  /// The model that was asked, once one is.
  private volatile @Nullable String model;

  /// Begins to ask, on a thread of its own.
  SignOfLife(
      Inquiry inquiry,
      List<LoadedModel> loaded,
      Duration longest,
      long beganNanos,
      Consumer<Outcome> listener) {
    this.inquiry = inquiry;
    this.beganNanos = beganNanos;
    this.thread = Threads.virtual("sign of life", () -> listener.accept(ask(loaded, longest)));
  }

  long beganNanos() {
    return beganNanos;
  }

  /// The model that was asked, nothing where none could be.
  @Nullable String model() {
    return model;
  }

  /// Ends it and returns when it is over; the listener has heard that the outcome is unclear.
  void end() throws InterruptedException {
    inquiry.close();
    thread.join();
  }

  private Outcome ask(List<LoadedModel> loaded, Duration longest) {
    for (LoadedModel candidate : loaded) {
      Long context = candidate.contextLength();
      if (context != null && mayAsk(candidate.name(), context)) {
        model = candidate.name();
        return asked(candidate.name(), context, longest);
      }
    }
    return new Outcome.Unclear("no model in memory can be asked without changing it");
  }

  private boolean mayAsk(String name, long context) {
    return inquiry.post("/api/show", "{\"model\":" + JsonText.quoted(name) + "}", PAGE)
            instanceof Heard.Said(int status, _, Bytes body, _)
        && status == 200
        && OllamaLists.page(body.copy()).filter(page -> fits(page, context)).isPresent();
  }

  static boolean fits(ModelPage page, long context) {
    Long trained = page.trainedContext();
    return page.capabilities().contains("completion") && trained != null && context < trained;
  }

  private Outcome asked(String name, long context, Duration longest) {
    String json =
        "{\"model\":"
            + JsonText.quoted(name)
            + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"options\":{\"num_ctx\":"
            + context
            + ",\"num_predict\":8}}";
    Heard heard = inquiry.postForHead("/api/chat", json, longest);
    if (heard instanceof Heard.Said(int status, _, _, _)) {
      return status == 200
          ? new Outcome.Alive(name)
          : new Outcome.Unclear(name + " answered with status " + status);
    }
    return new Outcome.Unclear(name + " gave no answer");
  }
}
