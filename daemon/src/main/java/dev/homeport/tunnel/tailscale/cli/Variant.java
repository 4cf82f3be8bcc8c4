package dev.homeport.tunnel.tailscale.cli;

import dev.homeport.host.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which of the several things called Tailscale it is: that decides how its service is started, and
/// by whom.
public enum Variant {
  /// The app, of the store or of its maker; the command is the app itself.
  APP("open -a Tailscale", "quit Tailscale in the menu bar, then: open -a Tailscale"),
  /// The formula of Homebrew, whose service belongs to root.
  HOMEBREW("sudo brew services start tailscale", "sudo brew services restart tailscale"),
  /// The open-source service of a Mac, as `tailscaled install-system-daemon` sets it up.
  SYSTEM(
      "sudo launchctl kickstart system/com.tailscale.tailscaled",
      "sudo launchctl kickstart -k system/com.tailscale.tailscaled"),
  /// The service of a Linux.
  LINUX("sudo systemctl start tailscaled", "sudo systemctl restart tailscaled");

  private static final String INSIDE_AN_APP = ".app/Contents/MacOS/";
  private static final int LONGEST_SHIM = 4096;

  private final String start;
  private final String restart;

  Variant(String start, String restart) {
    this.start = start;
    this.restart = restart;
  }

  /// What a person types to start its service.
  public String start() {
    return start;
  }

  /// What a person types to start its service anew.
  public String restart() {
    return restart;
  }

  /// The one to be expected where no command is found.
  public static Variant of(Platform platform) {
    return platform.os() == Platform.Os.MACOS ? APP : LINUX;
  }

  /// The variant that this command belongs to.
  static Variant of(Path program, Platform.Os os) {
    if (os != Platform.Os.MACOS) {
      return LINUX;
    }
    String real = real(program).toString();
    if (isApp(real) || startsAnApp(program)) {
      return APP;
    }
    boolean brewed = real.contains("/Cellar/") || program.toString().contains("/homebrew/");
    return brewed ? HOMEBREW : SYSTEM;
  }

  /// Whether a program is the one inside an app.
  static boolean isApp(String path) {
    return path.contains(INSIDE_AN_APP);
  }

  /// The file behind all links, or the path as it is where it cannot be followed.
  static Path real(Path program) {
    try {
      return program.toRealPath();
    } catch (IOException e) {
      return program;
    }
  }

  /// Whether it is the few lines that the app puts on the path, which start the app's own program.
  private static boolean startsAnApp(Path program) {
    try (InputStream in = Files.newInputStream(program)) {
      String head = new String(in.readNBytes(LONGEST_SHIM), StandardCharsets.ISO_8859_1);
      return head.startsWith("#!") && isApp(head);
    } catch (IOException e) {
      return false;
    }
  }
}
