package dev.homeport.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Something that may be done without asking, because it takes nothing away: done twice, it does
/// nothing the second time.
@FunctionalInterface
public interface Repair {
  /// Does it, and says what was done.
  String mend() throws IOException;

  /// All of them, one after the other.
  static Repair of(List<Repair> all) {
    return () -> {
      var done = new ArrayList<String>();
      for (Repair each : all) {
        done.add(each.mend());
      }
      return String.join("\n", done);
    };
  }
}
