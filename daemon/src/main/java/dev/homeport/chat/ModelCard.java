package dev.homeport.chat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of a model at one provider. Unknown texts are empty.
///
/// @param name as the provider calls it
/// @param capabilities nothing where the provider does not say
/// @param context the longest context, in tokens, where it is known
/// @param size in bytes
/// @param digest of its weights
/// @param page the provider's own page of it as JSON text (Ollama's `/api/show` without the disk's
///   paths and the list of tensors), where there is one
public record ModelCard(
    String name,
    @Nullable Set<Capability> capabilities,
    @Nullable Integer context,
    long size,
    String digest,
    @Nullable Instant modified,
    Details details,
    @Nullable String page) {
  /// What Ollama tells of a model's build.
  public record Details(
      String format,
      String family,
      List<String> families,
      String parameterSize,
      String quantization) {
    /// Nothing known.
    public static final Details UNKNOWN = new Details("", "", List.of(), "", "");
  }

  /// A model of which only the name is known.
  public static ModelCard named(String name) {
    return new ModelCard(name, null, null, 0, "", null, Details.UNKNOWN, null);
  }
}
