package dev.homeport.condition;

import dev.homeport.store.Fact;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Something that is kept on the disk: a fall, a preference or the pin.
///
/// The time that is left is written next to the hour at which it is over, so that a wall clock that
/// jumps makes nothing longer than it was.
sealed interface Keepsake {
  /// Which fact holds it.
  record Key(String kind, String name) {}

  Key key();

  /// The fact that holds it.
  Fact fact(Moment now);

  /// Whether the fact that was written last says the same, or so nearly that a write is not worth
  /// it.
  boolean isIn(Keepsake written);

  /// Somebody's fall.
  record OfFall(Whom whom, Fallen fallen) implements Keepsake {
    static final String KIND = "rest";

    /// Each look makes a rest a little longer; that is written once in a while.
    private static final long LITTLE = Duration.ofMinutes(1).toNanos();

    @Override
    public Key key() {
      String model = whom.model();
      return new Key(KIND, model == null ? whom.provider() : whom.provider() + "/" + model);
    }

    @Override
    public Fact fact(Moment now) {
      Blame why = fallen.why();
      var fields = new HashMap<String, String>();
      fields.put("provider", whom.provider());
      String model = whom.model();
      if (model != null) {
        fields.put("model", model);
      }
      fields.put("cause", why.cause());
      fields.put("detail", why.detail());
      fields.put("extent", why.extent().name());
      fields.put("outlook", why.outlook().name());
      fields.put("proof", why.proof().name());
      fields.put("stated", Boolean.toString(fallen.stated()));
      fields.put("strikes", Integer.toString(fallen.strikes()));
      fields.put("since", fallen.since().toString());
      putTime(fields, fallen.untilNanos(), now);
      return new Fact(KIND, key().name(), fields);
    }

    @Override
    public boolean isIn(Keepsake written) {
      return written instanceof OfFall(_, Fallen known)
          && known.sinceNanos() == fallen.sinceNanos()
          && known.strikes() == fallen.strikes()
          && known.stated() == fallen.stated()
          && known.why().equals(fallen.why())
          && fallen.untilNanos() - known.untilNanos() < LITTLE;
    }
  }

  /// Who is preferred for a model.
  record OfPreference(String model, Wish wish) implements Keepsake {
    static final String KIND = "preference";

    /// Each answer renews a preference; that is written once in a while.
    private static final long LITTLE = Duration.ofMinutes(5).toNanos();

    @Override
    public Key key() {
      return new Key(KIND, model);
    }

    @Override
    public Fact fact(Moment now) {
      return wishFact(key(), wish, now);
    }

    @Override
    public boolean isIn(Keepsake written) {
      return written instanceof OfPreference(_, Wish known)
          && known.provider().equals(wish.provider())
          && Math.abs(wish.untilNanos() - known.untilNanos()) < LITTLE;
    }
  }

  /// Who is pinned.
  record OfPin(Wish wish) implements Keepsake {
    static final String KIND = "pin";
    static final Key KEY = new Key(KIND, "provider");

    @Override
    public Key key() {
      return KEY;
    }

    @Override
    public Fact fact(Moment now) {
      return wishFact(KEY, wish, now);
    }

    @Override
    public boolean isIn(Keepsake written) {
      return equals(written);
    }
  }

  private static Fact wishFact(Key key, Wish wish, Moment now) {
    var fields = new HashMap<>(Map.of("provider", wish.provider()));
    putTime(fields, wish.untilNanos(), now);
    return new Fact(key.kind(), key.name(), fields);
  }

  private static void putTime(Map<String, String> fields, long untilNanos, Moment now) {
    fields.put("until", now.at(untilNanos).toString());
    fields.put("left", Duration.ofNanos(Math.max(0, untilNanos - now.nanos())).toString());
  }
}
