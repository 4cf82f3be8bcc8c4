package dev.homeport.catalogue;

import dev.homeport.chat.ModelCard;
import dev.homeport.fake.LineDialect;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Models and stocks in few words.
public final class Cards {
  /// When everything in a stock was seen.
  public static final Instant SEEN = Instant.parse("2026-11-25T12:00:00Z");

  private Cards() {}

  /// A model written as `name` or `name capability,capability context`; `?` for what is unknown.
  public static ModelCard card(String text) {
    String[] words = text.split(" ", -1);
    return new ModelCard(
        words[0],
        words.length < 2 ? null : LineDialect.capabilities(words[1]),
        words.length < 3 || words[2].equals("?") ? null : Integer.valueOf(words[2]),
        0,
        "",
        null,
        ModelCard.Details.UNKNOWN,
        null);
  }

  /// A model of home's with all that Ollama tells.
  public static ModelCard whole(String name, String digest, @Nullable String page) {
    return new ModelCard(
        name,
        LineDialect.capabilities("completion,tools"),
        32768,
        4_700_000_000L,
        digest,
        Instant.parse("2026-10-01T08:00:00.123456789Z"),
        new ModelCard.Details("gguf", "qwen2", List.of("qwen2"), "7.6B", "Q4_K_M"),
        page);
  }

  /// Several of them.
  public static List<ModelCard> cards(String... texts) {
    return Arrays.stream(texts).map(Cards::card).toList();
  }

  /// A stock of these providers.
  public static Stock stock(Map<Source, List<ModelCard>> lists) {
    var listings = new HashMap<String, Listing>();
    lists.forEach(
        (source, cards) -> listings.put(source.name(), new Listing(source.kind(), cards, SEEN)));
    return new Stock(listings);
  }
}
