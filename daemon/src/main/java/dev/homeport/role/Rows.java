package dev.homeport.role;

import dev.homeport.catalogue.Names;
import dev.homeport.config.router.ModelMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of the settings in the words of the catalogue.
public record Rows(ModelMap map) implements Names {
  @Override
  public @Nullable String ownNameFor(String clientModel, String provider) {
    return map.ownNameFor(clientModel, provider);
  }

  @Override
  public @Nullable String standard(String provider) {
    return map.standard(provider);
  }

  @Override
  public List<String> aliases() {
    return map.aliases();
  }
}
