package dev.homeport.dialect.gigachat;

/// Whom a key of GigaChat was given to, by the names that its service has for it.
public enum Scope {
  /// A person.
  GIGACHAT_API_PERS(1),
  /// A company that pays in advance.
  GIGACHAT_API_B2B(10),
  /// A company that pays afterwards.
  GIGACHAT_API_CORP(10);

  private final int streams;

  Scope(int streams) {
    this.streams = streams;
  }

  /// How many answers may be on their way at once, where nobody has paid for more.
  public int streams() {
    return streams;
  }
}
