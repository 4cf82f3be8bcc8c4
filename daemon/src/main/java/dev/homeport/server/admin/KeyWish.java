package dev.homeport.server.admin;

import dev.homeport.access.KeyLimits;
import dev.homeport.access.NewKey;
import dev.homeport.access.Scope;
import dev.homeport.access.Terms;
import dev.homeport.access.signature.SshKey;
import dev.homeport.config.GivenKey;
import dev.homeport.config.source.Nearest;
import dev.homeport.wire.JsonObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the body of `POST /admin/keys` wants. Pure.
sealed interface KeyWish {
  /// This key.
  record Right(NewKey key) implements KeyWish {}

  /// None, and why: the field, its value and what would be right.
  record Wrong(String text) implements KeyWish {}

  /// What a right one looks like.
  String EXAMPLE = "{\"name\":\"phone\",\"scopes\":[\"infer\"],\"requests_per_minute\":60}";

  /// The fields there are.
  List<String> FIELDS =
      List.of(
          "name",
          "scopes",
          "models",
          "requests_per_minute",
          "tokens_per_minute",
          "concurrent",
          "expires",
          "tenant",
          "home_only",
          "no_continuation",
          "public_key");

  /// Reads it.
  static KeyWish read(String body, Instant now) {
    return switch (JsonObject.parse(body)) {
      case JsonObject.Parsed.Good(JsonObject wish) -> {
        var reading = new Reading(wish);
        @Nullable NewKey key = reading.key(now);
        yield key == null ? new Wrong(reading.problem) : new Right(key);
      }
      case JsonObject.Parsed.Nothing() -> new Wrong("the body is empty; right is " + EXAMPLE);
      case JsonObject.Parsed.Other(String kind) ->
          new Wrong("the body is JSON of the kind " + kind + "; right is " + EXAMPLE);
      case JsonObject.Parsed.Broken _ -> new Wrong("the body is no JSON; right is " + EXAMPLE);
    };
  }

  /// One body being read. The first thing that is wrong with it is told.
  final class Reading {
    private final JsonObject wish;
    private String problem = "";

    private Reading(JsonObject wish) {
      this.wish = wish;
    }

    private @Nullable NewKey key(Instant now) {
      wish.names().stream()
          .filter(field -> !FIELDS.contains(field))
          .findFirst()
          .ifPresent(this::unknown);
      String name = name("name", "which is required");
      Set<Scope> scopes = scopes();
      List<String> models = models();
      @Nullable Integer requests = limit("requests_per_minute", KeyLimits.MOST);
      @Nullable Integer tokens = limit("tokens_per_minute", KeyLimits.MOST_TOKENS);
      @Nullable Integer concurrent = limit("concurrent", KeyLimits.MOST);
      @Nullable String tenant = wish.has("tenant") ? name("tenant", "of the tenant") : null;
      boolean homeOnly = flag("home_only");
      boolean noContinuation = flag("no_continuation");
      @Nullable Instant expires = wish.has("expires") ? expires(now) : null;
      @Nullable SshKey publicKey = wish.has("public_key") ? publicKey() : null;
      return problem.isEmpty()
          ? new NewKey(
              name,
              scopes,
              models,
              new KeyLimits(requests, tokens, concurrent),
              new Terms(tenant, homeOnly, !noContinuation),
              expires,
              publicKey)
          : null;
    }

    private void unknown(String field) {
      wrong(
          "unknown field "
              + Reply.quoted(field)
              + Nearest.to(field, FIELDS)
                  .map(near -> "; did you mean \"" + near + "\"?")
                  .orElse("; there are " + String.join(", ", FIELDS)));
    }

    private String name(String field, String what) {
      String name = wish.text(field, "");
      if (!wish.has(field)) {
        wrong(field + " is missing, " + what + "; right is " + EXAMPLE);
      } else if (!GivenKey.isName(name)) {
        wrong(field + ": " + value(field) + " is no name; " + GivenKey.NAME_RULE);
      }
      return name;
    }

    private Set<Scope> scopes() {
      var scopes = EnumSet.noneOf(Scope.class);
      for (String word : texts("scopes", "a list of " + String.join(", ", GivenKey.SCOPES))) {
        Scope.of(word)
            .ifPresentOrElse(
                scopes::add,
                () ->
                    wrong(
                        "scopes: "
                            + Reply.quoted(word)
                            + " is none of "
                            + String.join(", ", GivenKey.SCOPES)));
      }
      return scopes.isEmpty() ? EnumSet.of(Scope.INFER) : scopes;
    }

    private List<String> models() {
      List<String> models = texts("models", "a list such as [\"qwen*\"]");
      models.stream()
          .filter(glob -> !NewKey.isGlob(glob))
          .findFirst()
          .ifPresent(
              glob ->
                  wrong(
                      "models: "
                          + Reply.quoted(glob)
                          + " names no model; right are qwen2.5:7b or qwen*, without blank or"
                          + " comma"));
      return models;
    }

    private List<String> texts(String field, String right) {
      List<String> texts = wish.texts(field);
      boolean isList = texts.size() == Math.max(wish.count(field), wish.has(field) ? 1 : 0);
      if (!isList && !value(field).equals("\"[]\"")) {
        wrong(field + ": " + value(field) + " is not right; write " + right);
      }
      return texts;
    }

    private @Nullable Integer limit(String field, int most) {
      if (!wish.has(field)) {
        return null;
      }
      String text = wish.plain(field);
      if (text.matches("[0-9]{1,9}|1000000000")) {
        int limit = Integer.parseInt(text);
        if (limit >= 1 && limit <= most) {
          return limit;
        }
      }
      wrong(field + ": " + value(field) + " is no number from 1 to " + most);
      return null;
    }

    private boolean flag(String field) {
      String text = wish.has(field) ? wish.plain(field) : "false";
      if (!text.equals("true") && !text.equals("false")) {
        wrong(field + ": " + value(field) + " is neither true nor false");
      }
      return text.equals("true");
    }

    private @Nullable Instant expires(Instant now) {
      return switch (Expiry.parse(wish.plain("expires"), now)) {
        case Expiry.Parsed.At(Instant at) -> at;
        case Expiry.Parsed.Bad(String why) -> {
          wrong("expires: " + why);
          yield null;
        }
      };
    }

    private @Nullable SshKey publicKey() {
      return switch (SshKey.parse(wish.text("public_key", ""))) {
        case SshKey.Parsed.Good(SshKey key) -> key;
        case SshKey.Parsed.Bad(String why) -> {
          wrong("public_key: " + why);
          yield null;
        }
      };
    }

    private String value(String field) {
      return Reply.quoted(wish.plain(field));
    }

    private void wrong(String text) {
      if (problem.isEmpty()) {
        problem = text;
      }
    }
  }
}
