package dev.homeport.config.door;

import static dev.homeport.config.table.Setting.Trait.RESTART;
import static dev.homeport.config.table.Setting.Trait.SECRET;
import static dev.homeport.config.table.Setting.Trait.VARIABLE_ONLY;

import dev.homeport.config.GivenKey;
import dev.homeport.config.table.Setting;
import dev.homeport.config.value.One;
import dev.homeport.config.value.One.Judged;
import java.util.List;
import java.util.stream.Collectors;

/// `HOMEPORT_KEYS` as a setting.
public final class GivenKeys {
  private static final String NAME = "HOMEPORT_KEYS";
  private static final String RIGHT = "write name:key[:scope+scope], comma separated";
  private static final One<List<GivenKey>> KIND =
      new One<>(RIGHT, GivenKeys::judge, GivenKeys::print);

  /// The client keys of both roles.
  public static final Setting<List<GivenKey>> KEYS =
      Setting.of(NAME, KIND, "", "client keys for machines without a shell")
          .being(RESTART)
          .being(SECRET)
          .being(VARIABLE_ONLY)
          .named(NAME);

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
