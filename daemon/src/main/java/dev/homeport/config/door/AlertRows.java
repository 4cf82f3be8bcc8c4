package dev.homeport.config.door;

import dev.homeport.config.source.Node;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Setting.Trait;
import dev.homeport.config.value.Kind;
import dev.homeport.config.value.Read;
import java.util.List;

/// Whom to tell of what: a list of targets, each a section or a URL alone; in one line URLs with
/// commas between them.
///
/// @param onMac whether it is the daemon's, which has a screen and no money
public record AlertRows(boolean onMac) implements Kind<List<AlertSettings>> {
  static final String RIGHT = "write a list: [ { webhook: https://…, on: [ budget ] } ]";

  /// The setting of a role.
  ///
  /// @param example what the starter file offers
  public static Setting<List<AlertSettings>> of(String path, boolean onMac, String example) {
    return Setting.of(path, new AlertRows(onMac), "", "whom to tell; in a variable URLs alone")
        .being(Trait.SECRET)
        .like(example);
  }

  @Override
  public Read<List<AlertSettings>> read(Node node) {
    return new AlertReader(onMac).read(node);
  }

  @Override
  public String print(List<AlertSettings> alerts) {
    return AlertReader.print(alerts);
  }

  @Override
  public String right() {
    return RIGHT;
  }
}
