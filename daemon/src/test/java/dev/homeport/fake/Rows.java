package dev.homeport.fake;

import dev.homeport.catalogue.Names;
import dev.homeport.wire.ModelName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows for the names of models, written as `alias: provider=model provider=model`; an alias that
/// ends in `*` is a pattern, `*` alone is for every model.
public final class Rows implements Names {
  private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

  /// These rows.
  public static Rows of(String... rows) {
    var all = new Rows();
    for (String row : rows) {
      int colon = row.indexOf(": ");
      var names = new LinkedHashMap<String, String>();
      for (String entry : row.substring(colon + 2).split(" ", -1)) {
        int equals = entry.indexOf('=');
        names.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
      all.rows.put(row.substring(0, colon), names);
    }
    return all;
  }

  @Override
  public @Nullable String ownNameFor(String clientModel, String provider) {
    String model = ModelName.normalised(clientModel);
    for (var row : rows.entrySet()) {
      String pattern = row.getKey();
      String name = row.getValue().get(provider);
      boolean fits =
          pattern.endsWith("*")
              ? pattern.length() > 1 && model.startsWith(pattern.substring(0, pattern.length() - 1))
              : ModelName.normalised(pattern).equals(model);
      if (fits && name != null) {
        return name;
      }
    }
    return null;
  }

  @Override
  public @Nullable String standard(String provider) {
    Map<String, String> any = rows.get("*");
    return any == null ? null : any.get(provider);
  }

  @Override
  public List<String> aliases() {
    return rows.keySet().stream().filter(row -> !row.endsWith("*")).toList();
  }
}
