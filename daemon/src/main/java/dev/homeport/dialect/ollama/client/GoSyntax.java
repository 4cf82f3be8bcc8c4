package dev.homeport.dialect.ollama.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says in the words of Go's decoder what is wrong with text that is no JSON, as near as the parser
/// here can tell.
public final class GoSyntax {
  private static final Pattern CHARACTER = Pattern.compile("Unexpected character \\('(.+?)' \\(");
  private static final Pattern TOKEN =
      Pattern.compile("(?:Unrecognized|Non-standard) token '(.)", Pattern.DOTALL);

  private GoSyntax() {}

  /// What Ollama says.
  public static Wrong of(JsonProcessingException e) {
    String why = String.valueOf(e.getOriginalMessage());
    return Wrong.because(
        switch (e) {
          case StreamConstraintsException _ when why.contains("nesting") ->
              "invalid character '[' exceeded max depth";
          case StreamConstraintsException _ -> "json: a value is too long";
          default -> said(why);
        });
  }

  private static String said(String why) {
    if (why.startsWith("Unexpected end-of-input")) {
      return "unexpected EOF";
    }
    if (why.startsWith("Invalid numeric value")) {
      return "invalid character in numeric literal";
    }
    if (why.startsWith("Illegal unquoted character")) {
      return "invalid character in string literal";
    }
    if (why.startsWith("Unrecognized character escape")) {
      return "invalid character in string escape code";
    }
    Matcher character = CHARACTER.matcher(why);
    Matcher token = TOKEN.matcher(why);
    if (character.find()) {
      return "invalid character '" + quoted(character.group(1)) + "' " + place(why);
    }
    return token.find()
        ? "invalid character '" + token.group(1) + "' looking for beginning of value"
        : "invalid JSON";
  }

  private static String quoted(String character) {
    return character.equals("'") ? "\\'" : character;
  }

  private static String place(String why) {
    if (why.contains("field name") && !why.contains("separate field name")) {
      return "looking for beginning of object key string";
    }
    if (why.contains("separate field name")) {
      return "after object key";
    }
    if (why.contains("Object entries")) {
      return "after object key:value pair";
    }
    return why.contains("Array entries") ? "after array element" : "looking for beginning of value";
  }
}
