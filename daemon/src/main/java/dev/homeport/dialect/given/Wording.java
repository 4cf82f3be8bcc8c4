package dev.homeport.dialect.given;

/// The words in which one API objects to a value, and names its place.
public interface Wording {
  /// What a value can be due to be.
  enum Kind {
    OBJECT,
    LIST,
    TEXT,
    NUMBER,
    INTEGER,
    FLAG
  }

  /// What an item of a list is called.
  String item(String list, int index);

  /// Says what is wrong, and where, if the API says that with everything.
  String wrong(String what, String place);

  /// It must be there and is not.
  String missing(String place);

  /// It is of another type, or too large for any number.
  String type(Kind due, Given got);

  /// The text must not be empty.
  String empty(Given got);

  /// The number is smaller than this.
  String below(int least, Given got);

  /// The word is none of these.
  ///
  /// @param known the words in quotes, with commas between them
  String unknown(String known, Given got);
}
