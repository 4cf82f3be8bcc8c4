package dev.homeport.access;

import dev.homeport.access.signature.SshKey;
import dev.homeport.store.Fact;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A key as it is stored: as a fact, with the hash of its secret or with a public key.
///
/// @param digest that of the secret; nothing where a public key proves who it is
record StoredKey(Key key, Instant created, @Nullable Digest digest, @Nullable SshKey publicKey) {
  static final String KIND = "key";

  private static final String DIGEST = "sha256";
  private static final String PUBLIC_KEY = "public-key";
  private static final String SCOPES = "scopes";
  private static final String MODELS = "models";
  private static final String PER_MINUTE = "requests-per-minute";
  private static final String TOKENS = "tokens-per-minute";
  private static final String TENANT = "tenant";
  private static final String HOME_ONLY = "home-only";
  private static final String NO_CONTINUATION = "no-continuation";
  private static final String CONCURRENT = "concurrent";
  private static final String EXPIRES = "expires";
  private static final String CREATED = "created";
  private static final Set<String> KNOWN =
      Set.of(
          DIGEST,
          PUBLIC_KEY,
          SCOPES,
          MODELS,
          PER_MINUTE,
          TOKENS,
          CONCURRENT,
          TENANT,
          HOME_ONLY,
          NO_CONTINUATION,
          EXPIRES,
          CREATED);

  /// The key that a fact tells of. Empty where something in it is not understood: it may be a
  /// restriction of a later Homeport, and a key is never good for more than was meant.
  static Optional<StoredKey> read(Fact fact) {
    Map<String, String> fields = fact.fields();
    if (!KNOWN.containsAll(fields.keySet())) {
      return Optional.empty();
    }
    try {
      String hash = fields.get(DIGEST);
      String blob = fields.get(PUBLIC_KEY);
      if ((hash == null) == (blob == null)) {
        return Optional.empty();
      }
      String expires = fields.get(EXPIRES);
      String models = fields.get(MODELS);
      var key =
          new Key(
              fact.name(),
              scopes(fields.getOrDefault(SCOPES, "")),
              models == null ? List.of() : List.of(models.split(",", -1)),
              new KeyLimits(
                  number(fields.get(PER_MINUTE)),
                  number(fields.get(TOKENS)),
                  number(fields.get(CONCURRENT))),
              new Terms(
                  fields.get(TENANT),
                  said(fields.get(HOME_ONLY)),
                  !said(fields.get(NO_CONTINUATION))),
              expires == null ? null : Instant.parse(expires));
      Instant created = Instant.parse(fields.getOrDefault(CREATED, ""));
      return hash != null
          ? Optional.of(new StoredKey(key, created, Digest.ofHex(hash), null))
          : SshKey.of(blob == null ? "" : blob).map(k -> new StoredKey(key, created, null, k));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The fact that tells of this key.
  Fact fact() {
    var fields = new HashMap<String, String>();
    if (publicKey != null) {
      fields.put(PUBLIC_KEY, publicKey.blob());
    } else if (digest != null) {
      fields.put(DIGEST, digest.hex());
    }
    fields.put(
        SCOPES, key.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining("+")));
    if (!key.models().isEmpty()) {
      fields.put(MODELS, String.join(",", key.models()));
    }
    put(fields, PER_MINUTE, key.limits().requestsPerMinute());
    put(fields, TOKENS, key.limits().tokensPerMinute());
    put(fields, TENANT, key.terms().tenant());
    put(fields, HOME_ONLY, key.terms().homeOnly() ? true : null);
    put(fields, NO_CONTINUATION, key.terms().continues() ? null : true);
    put(fields, CONCURRENT, key.limits().concurrent());
    put(fields, EXPIRES, key.expires());
    fields.put(CREATED, created.toString());
    return new Fact(KIND, key.name(), fields);
  }

  private static void put(Map<String, String> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value.toString());
    }
  }

  private static @Nullable Integer number(@Nullable String text) {
    return text == null ? null : Integer.valueOf(text);
  }

  private static boolean said(@Nullable String text) {
    if (text != null && !text.equals("true")) {
      throw new IllegalArgumentException("neither there nor true: " + text);
    }
    return text != null;
  }

  private static Set<Scope> scopes(String words) {
    var scopes = new LinkedHashSet<Scope>();
    for (String word : words.split("\\+", -1)) {
      scopes.add(
          Scope.of(word).orElseThrow(() -> new IllegalArgumentException("no scope: " + word)));
    }
    return scopes;
  }
}
