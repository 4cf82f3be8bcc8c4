package dev.homeport.catalogue;

import dev.homeport.chat.ModelCard;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts what a provider tells of its models down to what is worth keeping.
///
/// Of a cloud's models, of which there may be many hundreds, that is the name and what routing asks
/// for. Of home's it is everything, because clients are shown it while home is away; only pages
/// that are too long lose their longest texts, licences first.
final class Trim {
  static final int MOST_MODELS = 3_000;
  static final int LONGEST_NAME = 300;
  static final int LONGEST_PAGE = 48 * 1024;
  static final int ALL_PAGES = 4 * 1024 * 1024;

  /// What goes, in this order, until a page is short enough.
  private static final List<String> LISTS = List.of("tensors", "messages");

  private static final List<String> TEXTS = List.of("license", "modelfile", "template", "system");

  private Trim() {}

  /// What is kept of these.
  static List<ModelCard> cards(Source.Kind kind, List<ModelCard> models) {
    var kept = new ArrayList<ModelCard>(Math.min(models.size(), MOST_MODELS));
    var names = new HashSet<String>();
    int left = ALL_PAGES;
    for (ModelCard card : models) {
      String name = card.name();
      if (kept.size() == MOST_MODELS
          || name.isEmpty()
          || name.length() > LONGEST_NAME
          || !names.add(name)) {
        continue;
      }
      if (kind == Source.Kind.HOME) {
        String page = page(card.page());
        left -= page == null ? 0 : page.length();
        kept.add(withPage(card, left < 0 ? null : page));
      } else {
        kept.add(
            new ModelCard(
                name,
                card.capabilities(),
                card.context(),
                0,
                card.digest(),
                null,
                ModelCard.Details.UNKNOWN,
                null));
      }
    }
    return List.copyOf(kept);
  }

  /// A page that is short enough; nothing where it cannot be made so.
  static @Nullable String page(@Nullable String page) {
    if (page == null || page.length() <= LONGEST_PAGE) {
      return page;
    }
    if (!(JsonObject.parse(page) instanceof JsonObject.Parsed.Good(JsonObject object))) {
      return null;
    }
    JsonFields fields = object.fields();
    for (String list : LISTS) {
      if (object.has(list)) {
        fields.put(list, List.of());
      }
    }
    String shorter = fields.toString();
    for (String text : TEXTS) {
      if (shorter.length() > LONGEST_PAGE && object.has(text)) {
        shorter = fields.put(text, "").toString();
      }
    }
    return shorter.length() <= LONGEST_PAGE ? shorter : null;
  }

  private static ModelCard withPage(ModelCard card, @Nullable String page) {
    return new ModelCard(
        card.name(),
        card.capabilities(),
        card.context(),
        card.size(),
        card.digest(),
        card.modified(),
        card.details(),
        page);
  }
}
