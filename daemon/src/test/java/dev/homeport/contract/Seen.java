package dev.homeport.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Script.Why;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client has seen of an answer.
///
/// @param refusal words that its API keeps apart from an answer
/// @param why nothing where the answer did not say that it is whole
/// @param stop the text that ended it, where the API tells
/// @param used nothing where it was not told
/// @param chances the tokens whose chances were told, one after the other
/// @param error what went wrong after the head, in the API's own frame
public record Seen(
    String text,
    String thinking,
    String refusal,
    List<Called> calls,
    @Nullable Ended why,
    @Nullable String stop,
    @Nullable Used used,
    List<String> chances,
    @Nullable String error) {

  /// A call.
  public record Called(String id, String tool, JsonNode arguments) {}

  /// Why it ended, as far as the API has a word for it.
  public enum Ended {
    STOP,
    LENGTH,
    CALLS,
    FILTERED;

    /// The word for why a script ends.
    public static Ended of(Why why) {
      return switch (why) {
        case STOP -> STOP;
        case LENGTH -> LENGTH;
        case FILTERED -> FILTERED;
      };
    }
  }

  /// Tokens.
  public record Used(long prompt, long answer) {}
}
