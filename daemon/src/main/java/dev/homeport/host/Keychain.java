package dev.homeport.host;

import dev.homeport.host.Command.Result;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The secrets that macOS keeps, read through its `security` program.
public final class Keychain {
  /// A person may have to answer a dialog.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final String INSTEAD = "use file:PATH or ${ENV} instead";

  private final Platform platform;
  private final Duration limit;

  /// What came of looking for a secret.
  public sealed interface Secret {
    /// Here it is. It does not print itself.
    record Found(String text) implements Secret {
      @Override
      public String toString() {
        return "Found[…]";
      }
    }

    /// It is not to be had; the text says why and what to do.
    record Missing(String why) implements Secret {}
  }

  /// The keychain of this machine's user, where it has one.
  public Keychain(Platform platform) {
    this(platform, LIMIT);
  }

  Keychain(Platform platform, Duration limit) {
    this.platform = platform;
    this.limit = limit;
  }

  /// Looks for the secret of this service and account.
  public Secret find(String service, String account) throws InterruptedException {
    if (platform.os() != Platform.Os.MACOS) {
      return new Secret.Missing("there is no keychain on this system; " + INSTEAD);
    }
    Optional<Path> security = platform.executable("security");
    if (security.isEmpty()) {
      return new Secret.Missing("the program security was not found; " + INSTEAD);
    }
    return switch (ask(security.get(), service, account, "-w")) {
      case Result.NotFound(String why) -> new Secret.Missing(why + "; " + INSTEAD);
      case Result.TimedOut(Duration after, _, _) ->
          new Secret.Missing(
              "the keychain gave no answer within "
                  + after.toSeconds()
                  + " s, perhaps because a dialog waits for a person; "
                  + INSTEAD);
      case Result.Ran(int exit, _, _) when exit != 0 ->
          new Secret.Missing(reason(exit, service, account));
      case Result.Ran(_, String out, _) -> found(out, security.get(), service, account);
    };
  }

  private Result ask(Path security, String service, String account, String how)
      throws InterruptedException {
    return Command.of(limit, security, "find-generic-password", "-s", service, "-a", account, how)
        .run();
  }

  private Secret found(String out, Path security, String service, String account)
      throws InterruptedException {
    String text = out.endsWith("\n") ? out.substring(0, out.length() - 1) : out;
    if (text.isEmpty()) {
      return new Secret.Missing(item(service, account) + " is empty");
    }
    String decoded = decoded(text);
    if (decoded != null && isHex(ask(security, service, account, "-g"))) {
      return new Secret.Found(decoded);
    }
    return new Secret.Found(text);
  }

  /// A secret that is not plain ASCII comes out of `-w` as hexadecimal digits, and cannot be told
  /// from a secret that consists of such digits. This is what they would mean, if they can.
  private static @Nullable String decoded(String text) {
    if (text.length() % 2 != 0 || !text.chars().allMatch(HexFormat::isHexDigit)) {
      return null;
    }
    byte[] bytes = HexFormat.of().parseHex(text);
    boolean plain = true;
    for (byte b : bytes) {
      plain &= b >= 0x20 && b < 0x7f;
    }
    if (plain) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /// The other way of asking, `-g`, says which it is: `password: 0x70C3A4 …` or `password: "…"`.
  private static boolean isHex(Result result) {
    return result instanceof Result.Ran(int exit, _, String err)
        && exit == 0
        && err.startsWith("password: 0x");
  }

  /// The exit status is the low byte of an `OSStatus`.
  private static String reason(int exit, String service, String account) {
    return switch (exit) {
      case 44 ->
          item(service, account)
              + " does not exist; add it with: security add-generic-password -U -s "
              + service
              + " -a "
              + account
              + " -w";
      case 36 ->
          "the keychain is locked and nobody can be asked here, as over ssh; unlock it with:"
              + " security unlock-keychain, or "
              + INSTEAD;
      case 51, 128 -> "the keychain refused " + item(service, account) + "; " + INSTEAD;
      default -> "security failed with exit status " + exit + "; " + INSTEAD;
    };
  }

  private static String item(String service, String account) {
    return "the keychain item with service " + service + " and account " + account;
  }
}
