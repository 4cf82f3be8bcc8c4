package dev.homeport.config.judge;

import dev.homeport.config.source.Node;
import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Problem;
import dev.homeport.config.source.References;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Setting.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds files that hold secrets themselves and that others on this machine may read.
public final class Exposure {
  /// How sections that are not judged here call their secrets.
  private static final Set<String> SECRET_NAMES =
      Set.of(
          "key",
          "api-key",
          "credentials",
          "password",
          "service-key",
          "webhook",
          "slack",
          "telegram",
          "token",
          "ledger");

  /// A URL with a password in it is a secret wherever it stands.
  private static final Pattern WITH_PASSWORD = Pattern.compile("[a-z+:]+://[^/\\s]*:[^\\s]+@.*");

  /// What a secret's setting may have instead.
  private static final Pattern NO_SECRET = Pattern.compile("off|sqlite:.*");

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Set<Path> holders = new LinkedHashSet<>();

  /// Looks at what a setting was given.
  public void look(Setting<?> setting, Iterable<Node> candidates) {
    for (Node node : candidates) {
      if (setting.is(Trait.SECRET)) {
        lookAt(node);
      } else {
        lookForPassword(node);
      }
    }
  }

  private void lookAt(Node node) {
    if (node instanceof Node.Text text
        && References.isLiteral(text.text())
        && !NO_SECRET.matcher(text.text()).matches()) {
      switch (text.origin()) {
        case Origin.InFile in -> holders.add(in.file());
        case Origin.EnvLine line -> holders.add(line.file());
        case Origin.CommandLine _, Origin.Environment _, Origin.Whole _, Origin.BuiltIn _ -> {}
      }
    }
  }

  private void lookForPassword(Node node) {
    if (node instanceof Node.Text text && WITH_PASSWORD.matcher(text.text()).matches()) {
      lookAt(node);
    }
  }

  /// Looks at a file that is named by a setting and holds a secret.
  public void look(Path file) {
    holders.add(file);
  }

  /// Looks at a whole tree by its names.
  public void look(Node node) {
    switch (node) {
      case Fields fields ->
          fields
              .fields()
              .forEach(
                  field -> {
                    if (SECRET_NAMES.contains(field.name())) {
                      lookAt(field.value());
                    }
                    look(field.value());
                  });
      case Node.Items items -> items.items().forEach(this::look);
      case Node.Text _, Node.Nothing _ -> {}
    }
  }

  /// Tells of the files that are open to others.
  public void tell(Findings findings) {
    for (Path file : holders) {
      if (isOpen(file)) {
        findings.warning(
            new Problem(
                file.toString(),
                "",
                "holds secrets and others on this machine may read it",
                "run: chmod 600 '" + file + "'"));
      }
    }
  }

  private static boolean isOpen(Path file) {
    try {
      var open = EnumSet.noneOf(PosixFilePermission.class);
      open.addAll(Files.getPosixFilePermissions(file));
      return open.removeAll(OTHERS);
    } catch (IOException | UnsupportedOperationException _) {
      // Gone meanwhile, or a file system without such bits.
      return false;
    }
  }
}
