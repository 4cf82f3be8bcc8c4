package dev.homeport.access;

import dev.homeport.access.Credentials.Shown;
import dev.homeport.access.guess.Guesses;
import dev.homeport.access.signature.SignedCall;
import dev.homeport.access.signature.UsedSignatures;
import dev.homeport.journal.Journal;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Tells who sent a request, or says no.
///
/// A right key gets in at once, whatever its source did before. Nothing depends on the address, and
/// a key that was made or revoked a moment ago, by whatever process, is known here.
public final class Gatekeeper {
  private static final String CHALLENGE = "Bearer realm=\"homeport\"";
  private static final String FOR_OLLAMA =
      "; the ollama program can send no key but signs its calls: run"
          + " `homeport keys add NAME --public-key ~/.ollama/id_ed25519.pub` where Homeport runs,"
          + " with that file from this machine, then use OLLAMA_AUTH=1 ollama ...";

  private final KeyRing ring;
  private final BooleanSupplier open;
  private final WallClock wall;
  private final UsedSignatures used;
  private final Guesses guesses;

  /// What is said of a request.
  public sealed interface Decision {}

  /// It is from this key.
  public record Known(Key key) implements Decision {}

  /// It is refused.
  ///
  /// @param retryAfterSeconds for the header of that name; zero for none
  /// @param challenge for `WWW-Authenticate`
  public record Refused(int status, String text, int retryAfterSeconds, @Nullable String challenge)
      implements Decision {}

  /// What a credential turns out to be.
  private sealed interface Found {
    record Good(Key key) implements Found {}

    /// It is right, but not now, and why.
    record NotNow(String why) implements Found {}

    record Wrong() implements Found {}
  }

  /// A gatekeeper.
  ///
  /// @param open whether `auth: none` is written
  public Gatekeeper(
      KeyRing ring, BooleanSupplier open, Journal journal, Ticker ticker, WallClock wall) {
    this.ring = ring;
    this.open = open;
    this.wall = wall;
    this.used = new UsedSignatures(ticker, wall);
    this.guesses = new Guesses(journal, ticker);
  }

  /// Decides.
  public Decision check(Credentials credentials) {
    guesses.tellDue();
    List<Shown> shown = credentials.shown();
    if (!shown.isEmpty()) {
      KeyShelf shelf = ring.fresh();
      Found found = best(shown, shelf);
      if (found instanceof Found.Wrong) {
        KeyShelf latest = ring.latest();
        found = latest == shelf ? found : best(shown, latest);
      }
      switch (found) {
        case Found.Good(Key key) -> {
          return new Known(key);
        }
        case Found.NotNow(String why) when !open.getAsBoolean() -> {
          return refused(credentials, why);
        }
        case Found.Wrong _ when !open.getAsBoolean() -> {
          int wait = guesses.wrong(credentials.source());
          return wait == 0
              ? refused(credentials, "this key is not known here")
              : new Refused(
                  429, "too many wrong keys from here; a right one is let in at once", wait, null);
        }
        case Found.NotNow _, Found.Wrong _ -> {}
      }
    }
    return open.getAsBoolean()
        ? new Known(Key.open())
        : refused(credentials, "this needs a key, as Authorization: Bearer KEY or x-api-key: KEY");
  }

  private Found best(List<Shown> shown, KeyShelf shelf) {
    Found best = new Found.Wrong();
    for (Shown one : shown) {
      Found found =
          switch (one) {
            case Shown.Told(String secret) ->
                shelf.bySecret(secret).map(this::inTime).orElseGet(Found.Wrong::new);
            case Shown.Signed(SignedCall call) -> signed(call, shelf);
            case Shown.Alien _ -> new Found.Wrong();
          };
      switch (found) {
        case Found.Good _ -> {
          return found;
        }
        case Found.NotNow _ -> best = found;
        case Found.Wrong _ -> {}
      }
    }
    return best;
  }

  private Found signed(SignedCall call, KeyShelf shelf) {
    KeyShelf.Signer signer = shelf.byBlob(call.blob()).orElse(null);
    if (signer == null || !call.isBy(signer.publicKey())) {
      return new Found.Wrong();
    }
    if (!(inTime(signer.key()) instanceof Found.Good good)) {
      return inTime(signer.key());
    }
    return switch (used.use(call)) {
      case FIRST -> good;
      case AGAIN -> new Found.NotNow("this signature was used before; ask again in a second");
      case OUT_OF_TIME ->
          new Found.NotNow(
              "this call was signed at "
                  + Instant.ofEpochSecond(call.seconds())
                  + " by the clock there, and here it is "
                  + Instant.ofEpochSecond(wall.now().getEpochSecond())
                  + "; five minutes apart are the most: set the clocks");
    };
  }

  private Found inTime(Key key) {
    return key.isExpired(wall.now())
        ? new Found.NotNow("the key " + key.name() + " expired at " + key.expires())
        : new Found.Good(key);
  }

  /// The program takes a 401 for an invitation to sign in at Ollama's and exits with 0, so it gets
  /// a 403, whose text it prints.
  private static Refused refused(Credentials credentials, String why) {
    return credentials.isFromOllamaProgram()
        ? new Refused(403, why + FOR_OLLAMA, 0, null)
        : new Refused(401, why, 0, CHALLENGE);
  }
}
