package dev.homeport.story;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The one right answer to a question with this number in it. Each of its words has the number and
/// its place, so that a foreign, missing, repeated or misplaced one is found.
record Verse(long number) {
  private static final Pattern NUMBER = Pattern.compile("number ([0-9a-f]{16})");
  private static final int SHORTEST = 20;
  private static final int LONGEST = 48;

  /// The one that is asked for there.
  static Optional<Verse> in(String question) {
    Matcher matcher = NUMBER.matcher(question);
    return matcher.find()
        ? Optional.of(new Verse(Long.parseUnsignedLong(matcher.group(1), 16)))
        : Optional.empty();
  }

  /// What is asked to hear it.
  String question() {
    return "Recite number " + name() + ".";
  }

  private String name() {
    return "%016x".formatted(number);
  }

  /// Its words, one for each token.
  List<String> words() {
    String name = name();
    int count = SHORTEST + Math.floorMod(number, LONGEST - SHORTEST);
    return IntStream.range(0, count)
        .mapToObj(place -> name + "-" + place + (place + 1 < count ? " " : "."))
        .toList();
  }

  /// All of it.
  String text() {
    return String.join("", words());
  }
}
