package dev.homeport.dialect.ollama.client;

import dev.homeport.wire.JsonText;
import dev.homeport.wire.json.Json;

/// Finds in text that is no JSON what Go's decoder would stumble over first, and says it in Go's
/// words.
public final class GoSyntax {
  private static final String KEY = "looking for beginning of object key string";
  private static final String VALUE = "looking for beginning of value";
  private static final String EXPONENT = "in exponent of numeric literal";

  private final byte[] text;
  private int at;
  private int depth;
  private String problem = "";

  private GoSyntax(byte[] text) {
    this.text = text;
  }

  /// What Ollama says to this body, which could not be read.
  public static Wrong of(byte[] body) {
    var syntax = new GoSyntax(body);
    return Wrong.because(syntax.value() ? "json: a value is too large" : syntax.problem);
  }

  private boolean value() {
    int next = peek();
    return switch (next) {
      case '{' -> deeper() && object();
      case '[' -> deeper() && array();
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> (next == '-' || isDigit(next)) ? number() : fails(VALUE);
    };
  }

  private boolean deeper() {
    if (++depth > Json.DEEPEST) {
      return fails("exceeded max depth");
    }
    at++;
    return true;
  }

  private boolean object() {
    boolean good = peek() == '}' || field();
    while (good && peek() == ',') {
      at++;
      good = field();
    }
    return good && closes('}', "after object key:value pair");
  }

  private boolean field() {
    if (peek() != '"') {
      return fails(KEY);
    }
    if (!string()) {
      return false;
    }
    if (peek() != ':') {
      return fails("after object key");
    }
    at++;
    return value();
  }

  private boolean array() {
    boolean good = peek() == ']' || value();
    while (good && peek() == ',') {
      at++;
      good = value();
    }
    return good && closes(']', "after array element");
  }

  private boolean closes(char bracket, String otherwise) {
    if (peek() != bracket) {
      return fails(otherwise);
    }
    at++;
    depth--;
    return true;
  }

  private boolean string() {
    at++;
    while (here() != '"') {
      int next = here();
      if (next < ' ') {
        return fails("in string literal");
      }
      at++;
      if (next == '\\' && !escape()) {
        return false;
      }
    }
    at++;
    return true;
  }

  private boolean escape() {
    int letter = here();
    if (letter < 0 || "\"\\/bfnrtu".indexOf(letter) < 0) {
      return fails("in string escape code");
    }
    at++;
    for (int i = 0; letter == 'u' && i < 4; i++) {
      if (Character.digit(here(), 16) < 0) {
        return fails("in \\u hexadecimal character escape");
      }
      at++;
    }
    return true;
  }

  private boolean literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (here() != word.charAt(i)) {
        return fails("in literal %s (expecting '%s')".formatted(word, word.charAt(i)));
      }
      at++;
    }
    return true;
  }

  private boolean number() {
    if (here() == '-') {
      at++;
    }
    boolean good = here() == '0' ? one() : digits("in numeric literal");
    if (good && here() == '.') {
      at++;
      good = digits("after decimal point in numeric literal");
    }
    if (good && (here() == 'e' || here() == 'E')) {
      at++;
      at += (here() == '+' || here() == '-') ? 1 : 0;
      good = digits(EXPONENT);
    }
    return good;
  }

  private boolean one() {
    at++;
    return true;
  }

  private boolean digits(String otherwise) {
    if (!isDigit(here())) {
      return fails(otherwise);
    }
    while (isDigit(here())) {
      at++;
    }
    return true;
  }

  private static boolean isDigit(int next) {
    return next >= '0' && next <= '9';
  }

  /// The next byte that is not blank, negative at the end.
  private int peek() {
    while (here() == ' ' || here() == '\n' || here() == '\r' || here() == '\t') {
      at++;
    }
    return here();
  }

  private int here() {
    return at < text.length ? text[at] & 0xff : -1;
  }

  /// A byte stands for the character of its number, as Go prints it.
  private boolean fails(String where) {
    int found = here();
    if (found < 0) {
      problem = "unexpected EOF";
      return false;
    }
    String quoted =
        switch (found) {
          case '\'' -> "\\'";
          case '"' -> "\"";
          default -> {
            String text = JsonText.quoted(Character.toString(found));
            yield text.substring(1, text.length() - 1);
          }
        };
    problem = "invalid character '" + quoted + "' " + where;
    return false;
  }
}
