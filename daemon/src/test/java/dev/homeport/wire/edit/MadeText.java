package dev.homeport.wire.edit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON value made up at random, which remembers how it is written: it can say letter by letter
/// what becomes of it when something is changed.
final class MadeText {
  private static final List<String> NAMES = List.of("a", "b", "model", "usage", "longer name");
  private static final List<String> BLANKS = List.of("", "", "", " ", "\n", "\t \r\n");
  private static final List<String> SCALARS =
      List.of(
          "0",
          "-0",
          "1.0",
          "0.10",
          "1E+2",
          "10000000000000001",
          "-12.5e-7",
          "true",
          "false",
          "null",
          "\"\"",
          "\"a\"",
          "\"ä\u2028😀\"",
          "\"\\ud83d\"",
          "\"\\\"}],\\\\\"",
          "\"\\u0000\"");

  /// What is to be done, by path: names and `*` joined by slashes.
  ///
  /// @param puts names and JSON of what is put, in order
  record Changes(
      Set<String> replaced,
      Set<String> dropped,
      Set<String> seen,
      List<String> puts,
      boolean caseless) {
    JsonEdit edit() {
      var edit = JsonEdit.builder();
      replaced.forEach(path -> edit.replace(path.split("/")));
      dropped.forEach(path -> edit.drop(path.split("/")));
      seen.forEach(path -> edit.see(path.length(), path.split("/")));
      puts.forEach(name -> edit.put(name, "{\"new\":[]}"));
      return (caseless ? edit.caseless() : edit).build();
    }
  }

  private record Member(
      String before,
      @Nullable String name,
      String written,
      String between,
      Value value,
      String after) {}

  private sealed interface Value {
    record Scalar(String written) implements Value {}

    record Container(boolean object, String inside, List<Member> members) implements Value {}
  }

  private final Random random;
  private final boolean caseless;
  private final String before;
  private final Value value;
  private final String after;

  MadeText(Random random, boolean caseless) {
    this.random = random;
    this.caseless = caseless;
    this.before = blank();
    this.value = container(0, random.nextInt(8) != 0);
    this.after = blank();
  }

  static Changes changes(Random random) {
    var changes =
        new Changes(
            new HashSet<>(),
            new HashSet<>(),
            new HashSet<>(),
            new ArrayList<>(),
            random.nextInt(3) == 0);
    for (int i = random.nextInt(6); i > 0; i--) {
      var path = new ArrayList<String>();
      for (int steps = 1 + random.nextInt(3); steps > 0; steps--) {
        path.add(random.nextInt(4) == 0 ? "*" : NAMES.get(random.nextInt(NAMES.size())));
      }
      String joined = String.join("/", path);
      switch (random.nextInt(3)) {
        case 0 -> changes.replaced.add(joined);
        case 1 -> changes.dropped.add(joined);
        default -> changes.seen.add(joined);
      }
    }
    for (String name : NAMES) {
      if (random.nextInt(8) == 0 && !changes.replaced.contains(name)) {
        changes.puts.add(name);
        changes.dropped.remove(name);
      }
    }
    return changes;
  }

  private String blank() {
    return BLANKS.get(random.nextInt(BLANKS.size()));
  }

  private Value made(int depth) {
    return depth > 4 || random.nextInt(5) < 2
        ? new Value.Scalar(SCALARS.get(random.nextInt(SCALARS.size())))
        : container(depth, random.nextInt(3) > 0);
  }

  private Value container(int depth, boolean object) {
    var members = new ArrayList<Member>();
    for (int i = random.nextInt(5); i > 0; i--) {
      String name = object ? NAMES.get(random.nextInt(NAMES.size())) : null;
      String between = object ? blank() + ":" + blank() : "";
      String written = name == null ? "" : written(name);
      members.add(new Member(blank(), name, written, between, made(depth + 1), blank()));
    }
    return new Value.Container(object, blank(), members);
  }

  private String written(String name) {
    var written = new StringBuilder("\"");
    boolean escaped = random.nextInt(3) == 0;
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      char cased = caseless && random.nextInt(4) == 0 ? Character.toUpperCase(letter) : letter;
      if (escaped && random.nextBoolean()) {
        written.append(String.format("\\u%04x", (int) cased));
      } else {
        written.append(cased);
      }
    }
    return written.append('"').toString();
  }

  /// As it is.
  @Override
  public String toString() {
    return before + plain(value) + after;
  }

  private static String plain(Value value) {
    var none = new Changes(Set.of(), Set.of(), Set.of(), List.of(), false);
    return written(value, "", none, "", new ArrayList<>());
  }

  /// As it is to be.
  ///
  /// @param seen takes what is seen, with the length of its path
  String changed(Changes changes, String text, List<String> seen) {
    return before + written(value, "", changes, text, seen) + after;
  }

  private static String written(
      Value value, String path, Changes changes, String text, List<String> seen) {
    if (!(value instanceof Value.Container(boolean object, String inside, List<Member> members))) {
      return ((Value.Scalar) value).written();
    }
    var out = new StringBuilder(object ? "{" : "[");
    if (members.isEmpty()) {
      out.append(inside);
    } else {
      out.append(members.getFirst().before());
    }
    boolean stays = false;
    var missing = new ArrayList<String>(path.isEmpty() && object ? changes.puts : List.of());
    String after = "";
    for (Member member : members) {
      String step = member.name() == null ? "*" : member.name();
      String below = path.isEmpty() ? step : path + "/" + step;
      String inner = written(member.value(), below, changes, text, seen);
      if (changes.seen.contains(below)) {
        seen.add(below.length() + " " + plain(member.value()));
      }
      boolean put = path.isEmpty() && object && changes.puts.contains(step);
      missing.remove(step);
      if (!changes.dropped.contains(below)) {
        if (stays) {
          out.append(after).append(',').append(member.before());
        }
        out.append(member.written()).append(member.between());
        out.append(changes.replaced.contains(below) ? text : put ? "{\"new\":[]}" : inner);
        stays = true;
      }
      after = member.after();
    }
    out.append(after);
    for (String name : missing) {
      out.append(stays ? "," : "").append('"').append(name).append("\":{\"new\":[]}");
      stays = true;
    }
    return out.append(object ? '}' : ']').toString();
  }
}
