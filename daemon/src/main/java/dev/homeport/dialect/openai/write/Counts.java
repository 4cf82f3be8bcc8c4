package dev.homeport.dialect.openai.write;

import dev.homeport.chat.Usage;
import dev.homeport.wire.frame.Bytes;

/// What was used, as the API has it. Prices are not for clients.
public final class Counts {
  private Counts() {}

  /// Appends it.
  public static Bytes append(Usage used, Bytes out) {
    out.append("{\"prompt_tokens\":").number(used.prompt());
    out.append(",\"completion_tokens\":").number(used.answer());
    out.append(",\"total_tokens\":").number(used.total());
    Long cached = used.cached();
    if (cached != null) {
      out.append(",\"prompt_tokens_details\":{\"cached_tokens\":").number(cached).append("}");
    }
    Long thinking = used.thinking();
    if (thinking != null) {
      out.append(",\"completion_tokens_details\":{\"reasoning_tokens\":").number(thinking);
      out.append("}");
    }
    return out.append("}");
  }
}
