package dev.homeport.config.router;

import dev.homeport.config.value.One;
import dev.homeport.config.value.One.Judged;
import dev.homeport.config.value.Secret;
import dev.homeport.wire.JsonObject;
import dev.homeport.wire.JsonObject.Parsed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What Twingate's headless client shows: a JSON object with a private key in it. Nothing of its
/// text is ever told, only the names of its fields.
///
/// @param json all of it, as Twingate gave it out
/// @param network the tenant, as `acme.twingate.com`
/// @param expires nothing where it never does, or does not say so in a way that is understood
public record ServiceKey(Secret json, String network, @Nullable Instant expires) {
  /// Such a text, or the path of a file that holds one.
  static final One<Secret> KIND =
      new One<>(
          "write file:PATH of the JSON that Twingate gave out, or the JSON itself",
          text ->
              text.isBlank()
                  ? new Judged.Wrong<>("is empty", "write file:PATH or leave the setting out")
                  : new Judged.Right<>(new Secret(text)),
          Secret::toString);

  private static final String AGAIN =
      "make a key for the Service in Twingate's admin console, and copy all of it";
  private static final String VERSION = "1";

  /// What a text turned out to be.
  sealed interface Read {
    /// A key.
    ///
    /// @param doubts what is odd about it
    record Good(ServiceKey key, List<String> doubts) implements Read {}

    /// None.
    record Bad(String what, String right) implements Read {}
  }

  /// Reads the text.
  static Read read(String text) {
    return switch (JsonObject.parse(text)) {
      case Parsed.Good(JsonObject object) -> read(text, object);
      case Parsed.Nothing _ -> new Read.Bad("the service key is empty", AGAIN);
      case Parsed.Other _ -> new Read.Bad("the service key is no JSON object", AGAIN);
      case Parsed.Broken(_, boolean cut) ->
          new Read.Bad(
              cut ? "the service key is only the beginning of one" : "the service key is no JSON",
              AGAIN);
    };
  }

  private static Read read(String text, JsonObject object) {
    List<String> missing =
        Stream.of("network", "service_account_id", "private_key", "key_id")
            .filter(name -> object.text(name, "").isBlank())
            .toList();
    if (!missing.isEmpty()) {
      return new Read.Bad("the service key has no " + String.join(", ", missing), AGAIN);
    }
    String pem = object.text("private_key", "");
    if (!pem.strip().startsWith("-----BEGIN ")) {
      return new Read.Bad("the private_key of the service key does not begin as one does", AGAIN);
    }
    if (pem.contains("\\n")) {
      return new Read.Bad(
          "the private_key of the service key has \\n for its line ends twice over",
          "put the JSON into a file as Twingate gave it out, and write file:PATH");
    }
    var doubts = new ArrayList<String>();
    String version = object.plain("version");
    if (!version.equals(VERSION)) {
      doubts.add("the service key is of another version than " + VERSION);
    }
    if (object.text("login_path", "").isBlank()) {
      doubts.add("the service key has no login_path");
    }
    Instant expires = null;
    if (object.has("expires_at")) {
      expires = instant(object.text("expires_at", ""));
      if (expires == null) {
        doubts.add("the expires_at of the service key is no time");
      }
    }
    String network = Twingate.whole(object.text("network", ""));
    return new Read.Good(new ServiceKey(new Secret(text), network, expires), doubts);
  }

  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }
}
