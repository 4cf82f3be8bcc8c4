package dev.homeport.doctor.provider;

import dev.homeport.chat.ModelCard;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.router.ModelMap;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Said;
import dev.homeport.upstream.Provider;
import dev.homeport.wire.ModelName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Whether a cloud gives its list of models to our key, and has the model that is meant for most
/// questions: that its address, the way there and the key are right.
public record ListCheck(Sight sight, ModelMap models) implements Check {
  @Override
  public String id() {
    return "provider." + sight.name() + ".list";
  }

  @Override
  public List<String> needs() {
    return List.of("provider." + sight.name() + ".key");
  }

  @Override
  public Outcome look() throws InterruptedException {
    ProviderSettings settings = sight.settings();
    var dialect = new AtomicReference<@Nullable ProviderDialect>();
    Said said =
        sight.ask(
            (Provider provider) -> {
              dialect.set(provider.dialect());
              return provider.dialect().list();
            });
    return switch (said) {
      case Said.Nothing(var failure) -> Away.of(settings, failure);
      case Said.Answered answer when answer.status() == 200 -> listed(answer, dialect.get());
      case Said.Answered answer -> refused(settings, answer.status());
    };
  }

  private Outcome listed(Said.Answered said, @Nullable ProviderDialect dialect) {
    Optional<List<ModelCard>> list =
        dialect == null
            ? Optional.empty()
            : dialect.listed(said.text().getBytes(StandardCharsets.UTF_8));
    if (list.isEmpty()) {
      return Outcome.warn(
          "it answers, and not with a list of models",
          "set router.providers." + sight.name() + ".url to the base URL of its API");
    }
    List<String> names = list.get().stream().map(card -> plain(card.name())).toList();
    String standard = models.standard(sight.name());
    String seen = names.size() + " models, " + said.pace();
    return standard == null || names.isEmpty() || names.contains(plain(standard))
        ? Outcome.ok(seen)
        : Outcome.warn(
            seen + "; " + standard + ", which is meant for most questions, is not among them",
            "name another in router.models \"*\", or in " + variable());
  }

  private String plain(String name) {
    return sight.settings().kind() == ProviderSettings.Kind.OLLAMA
        ? ModelName.normalised(name)
        : name.replaceFirst("^models/", "");
  }

  private String variable() {
    return sight.name().toUpperCase(Locale.ROOT).replace('-', '_') + "_MODEL";
  }

  /// What a status means in the place of a list.
  static Outcome refused(ProviderSettings settings, int status) {
    String what = settings.url() + " answers with status " + status;
    String key =
        "make a new key at " + Shops.page(settings) + " and put it into " + Shops.place(settings);
    return switch (status) {
      case 401, 403 -> Outcome.fail(what + ": it does not accept the key", key);
      case 402 -> Outcome.fail(what + ": nothing is left to pay with", Shops.page(settings));
      case 404, 405 ->
          Outcome.warn(
              what + ": it has no list of models there",
              "set router.providers." + settings.name() + ".url to the base URL of its API");
      case 429 -> Outcome.ok(what + ": it is asked too often, and so takes the key");
      default ->
          status >= 500
              ? Outcome.fail(what + ": it is ill itself", "homeport doctor   # in a few minutes")
              : Outcome.fail(what + ": it does not like what it was asked", key);
    };
  }
}
