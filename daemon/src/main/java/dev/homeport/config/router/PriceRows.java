package dev.homeport.config.router;

import dev.homeport.config.provider.HomeNames;
import dev.homeport.config.router.Spending.Price;
import dev.homeport.config.source.Node;
import dev.homeport.config.source.Node.Field;
import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Problem;
import dev.homeport.config.value.Kind;
import dev.homeport.config.value.Money;
import dev.homeport.config.value.Parts;
import dev.homeport.config.value.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What models cost, over the table that is shipped: `provider/model` or `model` alone, where the
/// model may hold `*`, and what a million tokens cost there. What stands before the first slash is
/// a provider where one is called so; models have slashes too.
///
/// @param providers the names of those that are there
record PriceRows(List<String> providers) implements Kind<List<Price>> {
  private static final String ANY = "*";
  private static final String IN = "in";
  private static final String OUT = "out";
  private static final String REQUEST = "request";
  private static final List<String> PARTS = List.of(IN, OUT, REQUEST);
  private static final String RIGHT =
      "write rows such as \"openrouter/deepseek*\": { in: 0.5 USD, out: 2 USD }";

  @Override
  public Read<List<Price>> read(Node node) {
    var prices = new ArrayList<Price>();
    var problems = new ArrayList<Problem>();
    if (node instanceof Node.Text text && text.origin().isOneLine()) {
      problems.add(node.problem("cannot be given in one line", "write it in the file"));
    } else {
      for (Fields section : Parts.sections(node, RIGHT, problems)) {
        section.fields().forEach(field -> add(field, prices, problems));
      }
    }
    return problems.isEmpty()
        ? new Read.Good<>(List.copyOf(prices))
        : new Read.Bad<>(List.copyOf(problems));
  }

  private void add(Field field, List<Price> prices, List<Problem> problems) {
    if (!(field.value() instanceof Fields fields)) {
      problems.add(field.value().problem("a section should stand here", RIGHT));
      return;
    }
    var parts = new Parts(fields, PARTS, problems);
    Long in = parts.must(IN, Money.USD_AMOUNT);
    Long out = parts.must(OUT, Money.USD_AMOUNT);
    Long request = parts.maybe(REQUEST, Money.USD_AMOUNT);
    String name = field.name();
    int slash = name.indexOf('/');
    String start = slash < 0 ? "" : name.substring(0, slash);
    boolean named = isProvider(start);
    String provider = named ? HomeNames.meant(start, providers).orElse(start) : ANY;
    String model = named ? name.substring(slash + 1) : name;
    if (model.isBlank()) {
      parts.wrong("names no model", "write " + name + ANY + " for all of them");
    } else if (prices.stream()
        .anyMatch(p -> p.provider().equals(provider) && p.model().equals(model))) {
      parts.wrong("is a second price for the same", "keep one of them");
    } else if (in != null && out != null) {
      prices.add(new Price(provider, model, in, out, request));
    }
  }

  private boolean isProvider(String name) {
    return name.equals(ANY) || HomeNames.meant(name, providers).isPresent();
  }

  @Override
  public String print(List<Price> prices) {
    return prices.stream()
        .map(
            price ->
                price.provider()
                    + "/"
                    + price.model()
                    + ": "
                    + Money.print(price.input())
                    + " in, "
                    + Money.print(price.output())
                    + " out"
                    + (price.request() == null
                        ? ""
                        : ", " + Money.print(price.request()) + " each"))
        .collect(Collectors.joining("; "));
  }

  @Override
  public String right() {
    return RIGHT;
  }
}
