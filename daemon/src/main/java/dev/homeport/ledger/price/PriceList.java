package dev.homeport.ledger.price;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.wire.JsonObject;
import dev.homeport.wire.ModelGlob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// List prices of a day, by who sells.
///
/// @param rows the first that fits counts
/// @param resold what somebody sells at the price of another
public record PriceList(LocalDate date, List<Row> rows, List<Resold> resold) {
  private static final String SHIPPED = "prices.json";

  /// Copies the lists.
  public PriceList {
    rows = List.copyOf(rows);
    resold = List.copyOf(resold);
  }

  /// What some models of a seller cost.
  ///
  /// @param models globs of its names for them
  /// @param note where that is from
  public record Row(String seller, List<String> models, Rate rate, String note) {
    /// Copies the list.
    public Row {
      models = List.copyOf(models);
    }

    boolean fits(String some, String model) {
      return seller.equals(some)
          && models.stream().anyMatch(glob -> ModelGlob.matches(glob, model));
    }
  }

  /// Models of which the names begin so cost what they cost at another, where it has a price that
  /// is not a guess for all that it has.
  ///
  /// @param prefix up to its last slash it is not a part of the other's name for the model
  public record Resold(String seller, String prefix, String other) {
    boolean fits(String some, String model) {
      return seller.equals(some) && model.startsWith(prefix);
    }

    String theirs(String model) {
      return model.substring(prefix.lastIndexOf('/') + 1);
    }
  }

  /// The list that comes with us.
  public static PriceList shipped() {
    try (InputStream in = PriceList.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + SHIPPED + " is missing");
      }
      return read(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + SHIPPED + " cannot be read", e);
    }
  }

  /// Reads a list.
  static PriceList read(String json) {
    if (!(JsonObject.parse(json) instanceof JsonObject.Parsed.Good(JsonObject list))) {
      throw new IllegalArgumentException("a list of prices is a JSON object");
    }
    return new PriceList(
        LocalDate.parse(list.text("date", "")),
        list.objects("rows").stream().map(PriceList::row).toList(),
        list.objects("resold").stream().map(PriceList::resold).toList());
  }

  /// What a model costs, whose name is lower case and has a tag; nothing where that is not listed.
  @Nullable Rate rate(String seller, String model) {
    Rate own = first(seller, model);
    if (own != null && !own.estimated()) {
      return own;
    }
    for (Resold some : resold) {
      if (some.fits(seller, model)) {
        Rate theirs = first(some.other(), some.theirs(model));
        return theirs == null ? own : theirs;
      }
    }
    return own;
  }

  private @Nullable Rate first(String seller, String model) {
    for (Row row : rows) {
      if (row.fits(seller, model)) {
        return row.rate();
      }
    }
    return null;
  }

  private static Row row(JsonObject row) {
    JsonObject above = row.object("above");
    var rate =
        new Rate(
            per(row),
            row.has("request") ? amount(row, "request") : 0,
            above.has("prompt") ? new Rate.Above(above.number("prompt", 0), per(above)) : null,
            row.has("most") ? row.number("most", 0) : null,
            row.flag("estimated", false));
    return new Row(row.text("provider", ""), row.texts("models"), rate, row.text("note", ""));
  }

  private static Resold resold(JsonObject some) {
    return new Resold(some.text("provider", ""), some.text("prefix", ""), some.text("as", ""));
  }

  private static Rate.Per per(JsonObject some) {
    return new Rate.Per(
        amount(some, "in"),
        amount(some, "out"),
        some.has("cached") ? amount(some, "cached") : null);
  }

  private static long amount(JsonObject some, String name) {
    try {
      return Dollars.of(new BigDecimal(some.plain(name)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "`%s` of %s is %s, not a number of dollars".formatted(name, some, some.plain(name)), e);
    }
  }
}
