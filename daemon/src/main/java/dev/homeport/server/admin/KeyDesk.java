package dev.homeport.server.admin;

import dev.homeport.access.Key;
import dev.homeport.access.KeyRing;
import dev.homeport.access.KeyRing.Added;
import dev.homeport.access.KeyRing.Revoked;
import dev.homeport.access.Listed;
import dev.homeport.access.Listed.Origin;
import dev.homeport.access.NewKey;
import dev.homeport.access.Scope;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Orders about the keys of clients.
record KeyDesk(KeyRing ring, Notes notes, WallClock wall) {
  /// What whoever may order anything at all may let others do: it is less than that.
  private static final Set<Scope> LESSER = Set.of(Scope.INFER, Scope.METRICS);

  Reply list() {
    return Reply.json(KeyPage.list(ring.list(), wall.now()));
  }

  /// A key is never good for more than the one by which it was ordered; of a link all questions to
  /// home go through it.
  Reply add(Order order) {
    return switch (KeyWish.read(order.body(), wall.now())) {
      case KeyWish.Wrong(String text) -> Reply.bad(text);
      case KeyWish.Right(NewKey key) -> {
        List<Scope> more =
            key.scopes().stream()
                .filter(scope -> !LESSER.contains(scope) && !order.key().may(scope))
                .sorted()
                .toList();
        yield more.isEmpty() ? added(order, key) : tooMuch(order, key, more.getFirst());
      }
    };
  }

  private static Reply tooMuch(Order order, NewKey key, Scope scope) {
    return new Reply.Refused(
        403,
        "the key "
            + order.key().name()
            + " cannot give the scope "
            + scope.word()
            + ", which it has not itself; where Homeport runs, this can: homeport keys add "
            + key.name()
            + " --scope "
            + scope.word(),
        "scope");
  }

  private Reply added(Order order, NewKey wanted) {
    return switch (ring.add(wanted)) {
      case Added.Made(Key key, String secret) -> {
        told(order, key);
        yield Reply.json(KeyPage.made(listed(key, Origin.STORED), secret, wall.now()));
      }
      case Added.Registered(Key key) -> {
        told(order, key);
        yield Reply.json(KeyPage.made(listed(key, Origin.PUBLIC_KEY), null, wall.now()));
      }
      case Added.Taken(String why) -> new Reply.Refused(409, why, "name taken");
      case Added.Failed(String why) -> notStored(why);
    };
  }

  private void told(Order order, Key made) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("name", made.name());
    facts.put(
        "scopes",
        made.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining("+")));
    notes.done(order, "key made", facts);
  }

  private Listed listed(Key key, Origin origin) {
    Instant now = wall.now();
    return new Listed(key, origin, now.truncatedTo(ChronoUnit.SECONDS));
  }

  Reply revoke(Order order) {
    @Nullable String name = order.parameter();
    if (name == null) {
      throw new IllegalStateException("the route has a name in it");
    }
    return switch (ring.revoke(name)) {
      case Revoked.Gone(boolean alsoGiven) -> {
        notes.done(order, "key revoked", Map.of("name", name));
        yield Reply.of(
            new JsonFields()
                .put("name", name)
                .put("revoked", true)
                .putIfThere("note", note(name.equals(order.key().name()), alsoGiven)));
      }
      case Revoked.Unknown(boolean given) ->
          new Reply.Refused(
              404,
              given
                  ? name + " is not stored: take it out of HOMEPORT_KEYS and restart"
                  : "there is no key " + Reply.quoted(name) + "; GET /admin/keys shows all",
              "no such key");
      case Revoked.Failed(String why) -> notStored(why);
    };
  }

  private static @Nullable String note(boolean own, boolean alsoGiven) {
    if (alsoGiven) {
      return "the one of that name in HOMEPORT_KEYS is still good";
    }
    return own ? "this was the key you asked with: it is good no more" : null;
  }

  private static Reply notStored(String why) {
    return new Reply.Refused(503, why, "not stored");
  }
}
