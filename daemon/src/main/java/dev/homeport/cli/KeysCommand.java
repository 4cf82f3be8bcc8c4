package dev.homeport.cli;

import dev.homeport.access.Key;
import dev.homeport.access.KeyLimits;
import dev.homeport.access.KeyRing;
import dev.homeport.access.KeyRing.Added;
import dev.homeport.access.KeyRing.Revoked;
import dev.homeport.access.Listed;
import dev.homeport.access.Listed.Origin;
import dev.homeport.access.NewKey;
import dev.homeport.access.Scope;
import dev.homeport.access.Terms;
import dev.homeport.cli.screen.KeyTable;
import dev.homeport.server.admin.Expiry;
import dev.homeport.server.admin.KeyPage;
import dev.homeport.time.WallClock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `homeport keys`: makes, lists and revokes the keys of clients. A daemon or a router that runs on
/// the same state knows at once.
///
/// What a command prints as its result goes to stdout, on a terminal as anywhere else: of `add`
/// that is the secret and nothing more, so that `KEY=$(homeport keys add phone)` works. Advice goes
/// to stderr.
@Command(
    name = "keys",
    description = "Makes, lists and revokes the keys with which clients ask.",
    synopsisSubcommandLabel = "(add | list | revoke)")
final class KeysCommand {
  private final KeyPlace place;
  private final WallClock wall;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin final Help help = new Help();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The configuration whose state is meant.")
  private @Nullable Path config;

  @Option(
      names = ConfiguredRole.OPTION,
      paramLabel = ConfiguredRole.LABEL,
      scope = ScopeType.INHERIT,
      description =
          "Whose state: by default that of the first the file has a section for; without a file"
              + " the daemon's, or the router's where only that has one here.")
  private @Nullable ConfiguredRole role;

  private ConfiguredRole whose = ConfiguredRole.DAEMON;

  /// The command, on the keys of a place.
  KeysCommand(KeyPlace place, WallClock wall) {
    this.place = place;
    this.wall = wall;
  }

  @Command(
      name = "add",
      description = "Makes a key and prints it, once: only its hash is kept.",
      footer = "On stdout is the key alone, so KEY=$$(homeport keys add phone) works.")
  int add(
      @Mixin Help help,
      @Mixin NewKeyOptions wanted,
      @Option(names = "--json", description = "Prints an object instead.") boolean json) {
    var key =
        new NewKey(
            wanted.name,
            wanted.scopes.isEmpty() ? Set.of(Scope.INFER) : Set.copyOf(wanted.scopes),
            wanted.models,
            new KeyLimits(wanted.requestsPerMinute, wanted.tokensPerMinute, wanted.concurrent),
            new Terms(wanted.tenant, wanted.homeOnly, !wanted.noContinuation),
            wanted.expires == null ? null : expiry(wanted.expires),
            wanted.publicKey);
    return onKeys(
        ring ->
            switch (ring.add(key)) {
              case Added.Made(Key made, String secret) -> made(ring, made, secret, json);
              case Added.Registered(Key made) -> registered(made, json);
              case Added.Taken(String why) -> failed(why);
              case Added.Failed(String why) -> failed(why);
            });
  }

  private Instant expiry(String text) {
    return switch (Expiry.parse(text, wall.now())) {
      case Expiry.Parsed.At(Instant instant) -> instant;
      case Expiry.Parsed.Bad(String why) ->
          throw new ParameterException(
              spec.subcommands().get("add"), "Invalid value for option '--expires': " + why);
    };
  }

  /// Hands the secret out; a key whose secret reached nobody is taken back.
  private int made(KeyRing ring, Key key, String secret, boolean json) {
    Instant now = wall.now();
    out().println(json ? KeyPage.made(listed(key, Origin.STORED), secret, now) : secret);
    if (out().checkError()) {
      return switch (ring.revoke(key.name())) {
        case Revoked.Gone _, Revoked.Unknown _ ->
            failed("the key could not be printed, so it was not made");
        case Revoked.Failed(String why) ->
            failed("the key could not be printed; revoke " + key.name() + ": " + why);
      };
    }
    err()
        .println(
            "This is the key "
                + key.name()
                + " of the "
                + whose
                + ", shown once. Send it as Authorization: Bearer KEY.");
    if (ring.list().stream().anyMatch(other -> isGiven(other, key))) {
      err().println("HOMEPORT_KEYS has one of that name too: both are good and share the limits.");
    }
    return 0;
  }

  private int registered(Key key, boolean json) {
    if (json) {
      out().println(KeyPage.made(listed(key, Origin.PUBLIC_KEY), null, wall.now()));
    }
    err()
        .println(
            "The key "
                + key.name()
                + " of the "
                + whose
                + " is known by its public key. Use it so: OLLAMA_AUTH=1 ollama ...");
    return 0;
  }

  private Listed listed(Key key, Origin origin) {
    return new Listed(key, origin, Instant.ofEpochSecond(wall.now().getEpochSecond()));
  }

  private static boolean isGiven(Listed other, Key key) {
    return other.origin() == Origin.GIVEN && other.key().name().equals(key.name());
  }

  @Command(name = "list", description = "Lists the keys, never a secret nor its hash.")
  int list(
      @Mixin Help help,
      @Option(names = "--json", description = "Prints an array of objects.") boolean json) {
    return onKeys(
        ring -> {
          List<Listed> keys = ring.list();
          if (json) {
            out().println(KeyPage.list(keys, wall.now()));
          } else if (keys.isEmpty()) {
            err()
                .println(
                    "The "
                        + whose
                        + " has no keys. This makes one: homeport keys add NAME --role "
                        + whose);
          } else {
            out().print(KeyTable.text(keys, wall.now()));
          }
          return out().checkError() ? 1 : 0;
        });
  }

  @Command(name = "revoke", description = "Takes a key away, from this moment on.")
  int revoke(
      @Mixin Help help,
      @Parameters(paramLabel = "NAME", description = "The key's name.") String name) {
    return onKeys(
        ring ->
            switch (ring.revoke(name)) {
              case Revoked.Gone(boolean alsoGiven) -> {
                err().println("The key " + name + " of the " + whose + " is revoked.");
                if (alsoGiven) {
                  err().println("The one of that name in HOMEPORT_KEYS is still good.");
                }
                yield 0;
              }
              case Revoked.Unknown(boolean given) ->
                  failed(
                      given
                          ? name + " is not stored: take it out of HOMEPORT_KEYS and restart"
                          : "the "
                              + whose
                              + " has no key "
                              + name
                              + "; all of them: homeport keys list --role "
                              + whose);
              case Revoked.Failed(String why) -> failed(why);
            });
  }

  private int onKeys(ToIntFunction<KeyRing> work) {
    return switch (place.open(config, role)) {
      case KeyPlace.Opened.Ready(var facts, var given, var found, var done) -> {
        whose = found;
        try {
          yield work.applyAsInt(new KeyRing(facts, given, wall));
        } finally {
          done.run();
        }
      }
      case KeyPlace.Opened.Shut(int exitCode, String text) -> {
        err().println(text);
        yield exitCode;
      }
    };
  }

  private int failed(String why) {
    err().println(why);
    return 1;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
