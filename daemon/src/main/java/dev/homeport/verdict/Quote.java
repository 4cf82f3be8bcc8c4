package dev.homeport.verdict;

import java.util.regex.Pattern;

/// A provider's words as a client may see them: without addresses, ids, keys and names of accounts.
public final class Quote {
  private static final int LONGEST = 300;
  private static final int MOST_READ = 2_000;

  /// Also those without a scheme, as far as they end like a name of the network.
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)\\b(?:https?|wss?)://[^\\s\"'<>)]+"
              + "|\\b(?:\\d{1,3}\\.){3}\\d{1,3}(?::\\d+)?"
              + "|\\[[0-9a-f]*:[0-9a-f:.]*(?:%\\w+)?](?::\\d+)?"
              + "|\\blocalhost(?::\\d+)?\\b"
              + "|\\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+"
              + "(?:com|net|org|ai|io|dev|app|cloud|ru|cn|eu|de|uk|us|me|sh|co"
              + "|local|lan|home|internal|arpa)\\b(?::\\d+)?(?:/[^\\s\"'<>)]*)?");

  private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");

  /// What is said about somebody in Ollama Cloud's texts: `you (name) have reached …`.
  private static final Pattern ACCOUNT =
      Pattern.compile("(?i)\\b(you|user|account)\\s*\\([^)]*\\)");

  /// Keys and ids: a prefix and a long tail, or a long row of letters and digits together.
  private static final Pattern ID =
      Pattern.compile(
          "\\b(?:sk|pk|key|org|proj|req|gen|msg|chatcmpl|resp|user|acct|cus|gsk|xai|hf|nvapi)"
              + "[-_][\\w*-]{4,}"
              + "|\\bAIza[\\w*-]{4,}"
              + "|\\beyJ[\\w-]+(?:\\.[\\w-]+){1,2}"
              + "|\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b"
              + "|\\b(?=\\w*\\d)(?=\\w*[A-Za-z])\\w{24,}\\b"
              + "|\\(ref: [^)]*\\)");

  private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cntrl}\\uFFFD]+");

  private Quote() {}

  /// The words, shortened where they are many.
  public static String of(String said) {
    String text = said.length() <= MOST_READ ? said : said.substring(0, MOST_READ);
    text = MAIL.matcher(text).replaceAll("…");
    text = ADDRESS.matcher(text).replaceAll("…");
    text = ACCOUNT.matcher(text).replaceAll("$1");
    text = ID.matcher(text).replaceAll("…");
    text = GAPS.matcher(text).replaceAll(" ").strip();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
