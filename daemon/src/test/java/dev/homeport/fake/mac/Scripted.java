package dev.homeport.fake.mac;

import dev.homeport.fake.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A program that has an answer for some words and remembers what it was asked. What it says may
/// change while somebody asks it.
public final class Scripted {
  private static final String[] PROGRAM = {
    "d=\"$0.d\"",
    "echo \"$*\" >> \"$d/calls.txt\"",
    "f=",
    ". \"$d/table.sh\"",
    "[ -z \"$f\" ] || cat \"$d/$f\"",
    "[ -z \"$e\" ] || echo \"$e\" >&2",
    "exit \"$x\""
  };

  private final Path data;

  /// What stands behind each pattern of words, in the order in which they were first said.
  private final Map<String, String> table = new LinkedHashMap<>();

  private String otherwise;

  /// One of that name, which has an answer for nothing: status 64, as for words that it does not
  /// know.
  public Scripted(Programs programs, String name) {
    try {
      Path program = programs.put(name, PROGRAM);
      data = Files.createDirectories(program.resolveSibling(name + ".d"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    otherwise = action(64, "", name + ": the test has no answer to this");
    write();
  }

  /// To these words says this and exits with 0.
  public Scripted says(String words, String out) {
    return answers(words, 0, out, "");
  }

  /// To these words says this on stderr and exits with that.
  public Scripted fails(String words, int exit, String err) {
    return answers(words, exit, "", err);
  }

  /// To these words says this.
  public Scripted answers(String words, int exit, String out, String err) {
    return pattern("'" + words.replace("'", "'\\''") + "'", action(exit, out, err));
  }

  /// To words that begin with these says this.
  public Scripted beginning(String words, int exit, String out, String err) {
    return pattern("'" + words.replace("'", "'\\''") + "'*", action(exit, out, err));
  }

  /// To words that begin with these does a line of shell.
  public Scripted does(String words, String shell) {
    return pattern("'" + words.replace("'", "'\\''") + "'*", "e= x=0; " + shell);
  }

  /// To these words never comes to an end.
  public Scripted blocks(String words) {
    return does(words, "exec sleep 600");
  }

  /// To all others says this.
  public Scripted otherwise(int exit, String out, String err) {
    otherwise = action(exit, out, err);
    write();
    return this;
  }

  /// Has no answer any more that it was given for some words.
  Scripted forget() {
    table.clear();
    write();
    return this;
  }

  /// What it was asked, in order.
  public List<String> calls() {
    try {
      Path file = data.resolve("calls.txt");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Scripted pattern(String pattern, String action) {
    table.put(pattern, action);
    write();
    return this;
  }

  private String action(int exit, String out, String err) {
    String file = "";
    if (!out.isEmpty()) {
      file = "says." + Integer.toHexString(out.hashCode());
      replace(file, out);
    }
    return "f=%s x=%d e='%s'".formatted(file, exit, err.replace("'", "'\\''"));
  }

  private void write() {
    var text = new StringBuilder("case \"$*\" in\n");
    table.forEach(
        (pattern, action) -> text.append(pattern).append(") ").append(action).append(" ;;\n"));
    replace("table.sh", text.append("*) ").append(otherwise).append(" ;;\nesac\n").toString());
  }

  private void replace(String name, String text) {
    try {
      Path fresh = Files.createTempFile(data, "fresh", "");
      Files.writeString(fresh, text);
      Files.move(fresh, data.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
