package dev.homeport.simulation.model;

import dev.homeport.wire.JsonFields;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A model that is not there.
///
/// @param name with its tag, in lower case
/// @param size how many bytes it pretends to have
public record Model(
    String name,
    String family,
    String parameters,
    long size,
    int context,
    List<String> capabilities,
    Instant modified) {
  /// How long its vectors are.
  public static final int VECTOR = 64;

  /// A name as it is compared: in lower case, with a tag, without what every name may begin with.
  public static String normalised(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String beginning : List.of("registry.ollama.ai/", "library/")) {
      if (lower.startsWith(beginning)) {
        lower = lower.substring(beginning.length());
      }
    }
    return lower.indexOf(':', lower.lastIndexOf('/') + 1) < 0 ? lower + ":latest" : lower;
  }

  /// Whether it can do this.
  public boolean can(String capability) {
    return capabilities.contains(capability);
  }

  /// The same under another name.
  public Model named(String other, Instant when) {
    return new Model(other, family, parameters, size, context, capabilities, when);
  }

  /// The name of its content: the same for copies.
  public String digest() {
    byte[] bytes = new byte[32];
    new Random(family.hashCode() * 31L + parameters.hashCode()).nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Whom it belongs to: what stands before the slash.
  public String owner() {
    int slash = name.indexOf('/');
    return slash < 0 ? "library" : name.substring(0, slash);
  }

  /// What every list of models says of it.
  public JsonFields details() {
    return new JsonFields()
        .put("parent_model", "")
        .put("format", "gguf")
        .put("family", family)
        .put("families", List.of(family))
        .put("parameter_size", parameters)
        .put("quantization_level", "Q4_K_M");
  }
}
