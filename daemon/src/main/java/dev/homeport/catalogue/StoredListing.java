package dev.homeport.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.store.Fact;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// A provider's list as it is stored: one fact, its models as deflated JSON, because a fact's line
/// escapes what JSON is full of, and the licences of ten models are one text.
final class StoredListing {
  static final String KIND = "models";

  private static final String MODELS = "models";
  private static final String OF = "of";
  private static final String SEEN = "seen";

  /// More than anything that was ever written here.
  private static final int LONGEST = 32 * 1024 * 1024;

  private StoredListing() {}

  /// The fact that tells of this list.
  static Fact fact(String provider, Listing listing) {
    var json = new JsonFields();
    json.put(MODELS, listing.models().stream().map(StoredListing::json).toList());
    return new Fact(
        KIND,
        provider,
        Map.of(
            OF, listing.kind().name(),
            SEEN, listing.seen().toString(),
            MODELS, deflated(json.toString())));
  }

  /// The list that a fact tells of. Empty where it cannot be understood: it is seen anew soon.
  static Optional<Listing> read(Fact fact) {
    Map<String, String> fields = fact.fields();
    try {
      var kind = Source.Kind.valueOf(fields.getOrDefault(OF, ""));
      Instant seen = Instant.parse(fields.getOrDefault(SEEN, ""));
      String json = inflated(fields.getOrDefault(MODELS, ""));
      return JsonObject.parse(json) instanceof JsonObject.Parsed.Good(JsonObject object)
          ? Optional.of(
              new Listing(
                  kind, object.objects(MODELS).stream().map(StoredListing::card).toList(), seen))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException | IOException _) {
      return Optional.empty();
    }
  }

  private static JsonFields json(ModelCard card) {
    ModelCard.Details details = card.details();
    var fields = new JsonFields().put("name", card.name());
    Set<Capability> capabilities = card.capabilities();
    if (capabilities != null) {
      fields.put("can", capabilities.stream().sorted().map(Capability::word).toList());
    }
    fields.putIfThere("context", card.context());
    fields.putIfThere("size", card.size() == 0 ? null : card.size());
    fields.putIfThere("digest", said(card.digest()));
    fields.putIfThere("modified", card.modified() == null ? null : card.modified().toString());
    if (!details.equals(ModelCard.Details.UNKNOWN)) {
      fields.put(
          "details",
          new JsonFields()
              .put("format", details.format())
              .put("family", details.family())
              .put("families", details.families())
              .put("parameters", details.parameterSize())
              .put("quantization", details.quantization()));
    }
    return fields.putIfThere("page", card.page());
  }

  private static ModelCard card(JsonObject json) {
    JsonObject details = json.object("details");
    String modified = json.text("modified");
    long context = json.number("context", 0);
    return new ModelCard(
        json.text("name", ""),
        json.has("can") ? capabilities(json) : null,
        context <= 0 ? null : (int) Math.min(context, Integer.MAX_VALUE),
        json.number("size", 0),
        json.text("digest", ""),
        modified == null ? null : Instant.parse(modified),
        json.has("details")
            ? new ModelCard.Details(
                details.text("format", ""),
                details.text("family", ""),
                details.texts("families"),
                details.text("parameters", ""),
                details.text("quantization", ""))
            : ModelCard.Details.UNKNOWN,
        json.text("page"));
  }

  private static Set<Capability> capabilities(JsonObject json) {
    return json.texts("can").stream()
        .flatMap(word -> Capability.of(word).stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Capability.class)));
  }

  private static @Nullable String said(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String deflated(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail to be written", e);
    }
    return Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  private static String inflated(String text) throws IOException {
    try (var in = new InflaterInputStream(new ByteArrayInputStream(decoded(text)))) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException("it is no list of ours");
      }
      return new String(bytes, UTF_8);
    }
  }

  private static byte[] decoded(String text) {
    return Base64.getDecoder().decode(text);
  }
}
