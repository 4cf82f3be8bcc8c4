package dev.homeport.store;

/// The facts of others, to be read and not changed: for a command that only looks.
public record SealedFacts(Facts facts) implements Facts {
  private static final Written SEALED =
      new Written.Failed("nothing is written down by who only looks");

  @Override
  public Shelf shelf(String kind) {
    return facts.shelf(kind);
  }

  @Override
  public void freshen() {
    facts.freshen();
  }

  @Override
  public void freshenNow() {
    facts.freshenNow();
  }

  @Override
  public Written put(Fact fact) {
    return SEALED;
  }

  @Override
  public Written add(Fact fact) {
    return SEALED;
  }

  @Override
  public Written remove(String kind, String name) {
    return SEALED;
  }
}
