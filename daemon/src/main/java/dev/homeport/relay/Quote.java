package dev.homeport.relay;

import java.util.regex.Pattern;

/// A provider's words as a client may see them: without addresses, ids, keys and names of accounts.
final class Quote {
  private static final int LONGEST = 300;

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)\\b(?:https?|wss?)://[^\\s\"'<>)]+|\\b(?:\\d{1,3}\\.){3}\\d{1,3}(?::\\d+)?");
  private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");

  /// What is said about somebody in Ollama Cloud's texts: `you (name) have reached …`.
  private static final Pattern ACCOUNT =
      Pattern.compile("(?i)\\b(you|user|account)\\s*\\([^)]*\\)");

  /// Keys and ids: a prefix and a long tail, or a long row of letters and digits together.
  private static final Pattern ID =
      Pattern.compile(
          "\\b(?:sk|pk|key|org|proj|req|gen|user|acct|cus)[-_][\\w*-]{4,}"
              + "|\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b"
              + "|\\b(?=\\w*\\d)(?=\\w*[A-Za-z])\\w{24,}\\b"
              + "|\\(ref: [^)]*\\)");

  private static final Pattern GAPS = Pattern.compile("\\s+");

  private Quote() {}

  /// The words, shortened where they are many.
  static String of(String said) {
    String text = ADDRESS.matcher(said).replaceAll("…");
    text = MAIL.matcher(text).replaceAll("…");
    text = ACCOUNT.matcher(text).replaceAll("$1");
    text = ID.matcher(text).replaceAll("…");
    text = GAPS.matcher(text).replaceAll(" ").strip();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
