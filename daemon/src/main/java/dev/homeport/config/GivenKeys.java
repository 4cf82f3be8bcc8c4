package dev.homeport.config;

import dev.homeport.config.value.One;
import dev.homeport.config.value.One.Judged;
import java.util.List;
import java.util.stream.Collectors;

/// The kind of value that `HOMEPORT_KEYS` has.
final class GivenKeys {
  private static final String RIGHT = "write name:key[:scope+scope], comma separated";

  static final One<List<GivenKey>> KIND = new One<>(RIGHT, GivenKeys::judge, GivenKeys::print);

  private GivenKeys() {}

  private static Judged<List<GivenKey>> judge(String text) {
    return switch (GivenKey.parse(text)) {
      case GivenKey.Parsed.Good(List<GivenKey> keys) -> new Judged.Right<>(keys);
      case GivenKey.Parsed.Bad(List<String> problems) ->
          new Judged.Wrong<>("cannot be used (" + String.join(") (", problems) + ")", RIGHT);
    };
  }

  private static String print(List<GivenKey> keys) {
    return keys.stream().map(key -> key.name() + " ••••").collect(Collectors.joining(", "));
  }
}
