package dev.homeport.store;

/// The state of a machine on which nothing can be stored: always empty, and it says why.
public record NoFacts(String why) implements Facts {
  @Override
  public Shelf shelf(String kind) {
    return Shelf.EMPTY;
  }

  @Override
  public void freshen() {}

  @Override
  public void freshenNow() {}

  @Override
  public Written put(Fact fact) {
    return new Written.Failed(why);
  }

  @Override
  public Written add(Fact fact) {
    return new Written.Failed(why);
  }

  @Override
  public Written remove(String kind, String name) {
    return new Written.Failed(why);
  }
}
