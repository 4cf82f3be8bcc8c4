package dev.homeport.dialect.gigachat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.Call;
import dev.homeport.wire.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Asking for a token, and both shapes of the answer (wire.md E.1).
class TokenTest {
  private static final UUID ID = new UUID(1, 2);

  @Test
  void questionHasTheKeyAFreshIdAndTheScope() throws Exception {
    Call call = Token.question("/api/v2/oauth", " me:secret\n", Scope.GIGACHAT_API_PERS, ID);
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.headers())
        .contains(
            new Field("Authorization", "Basic bWU6c2VjcmV0"),
            new Field("RqUID", "00000000-0000-0001-0000-000000000002"),
            new Field("Accept", "application/json"),
            new Field("Content-Type", "application/x-www-form-urlencoded"));
    assertThat(new String(Objects.requireNonNull(call.body()).open().readAllBytes(), UTF_8))
        .isEqualTo("scope=GIGACHAT_API_PERS");
    assertThat(Token.question("/x", "bWU6c2VjcmV0", Scope.GIGACHAT_API_PERS, ID).headers())
        .contains(new Field("Authorization", "Basic bWU6c2VjcmV0"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"access_token\":\"t\",\"expires_at\":4102444800000}', 2100-01-01T00:00:00Z",
    "'{\"tok\":\"t\",\"exp\":4102444800}', 2100-01-01T00:00:00Z",
    "'{\"access_token\":\"t\",\"expires_at\":4102444800}', 2100-01-01T00:00:00Z",
    "'{\"tok\":\"t\",\"exp\":4102444800000}', 2100-01-01T00:00:00Z",
    "'{\"access_token\":\"t\"}', ",
    "'{\"access_token\":\"t\",\"expires_at\":1e300}', ",
    "'{\"access_token\":\"t\",\"expires_at\":\"soon\"}', ",
  })
  void expiryIsInMillisecondsOrSeconds(String body, Instant expires) {
    assertThat(read(200, body)).isEqualTo(new Token.Outcome.Granted(new Token("t", expires)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"code\":5,\"message\":\"scope is empty\"} | KEY | GIGACHAT_API_PERS",
        "400 | {\"code\":1,\"message\":\"scope data format invalid\"} | KEY | GIGACHAT_API_PERS",
        "400 | {\"code\":7,\"message\":\"scope from db not fully includes consumed scope\"} | KEY | _CORP",
        "401 | {\"code\":6,\"message\":\"credentials doesn't match db data\"} | KEY | match",
        "429 | {\"code\":0,\"message\":\"Too Many Requests\"} | RATE | Many",
        "500 | <html> | SERVER | 500",
        "200 | <html> | NONSENSE | no token",
        "200 | {\"access_token\":\"a\\r\\nb\"} | NONSENSE | no token",
        "200 | {\"access_token\":\"\"} | NONSENSE | no token",
      })
  void refusalSaysWhatIsWrong(int status, String body, Kind kind, String words) {
    assertThat(read(status, body))
        .isInstanceOfSatisfying(
            Token.Outcome.Refused.class,
            refused -> {
              assertThat(refused.complaint().kind()).isEqualTo(kind);
              assertThat(refused.complaint().said()).contains(words);
            });
  }

  /// E9.
  @Test
  void refusalMaySayWhenToAskAgain() {
    var refused = (Token.Outcome.Refused) Token.read(429, Duration.ofSeconds(2), new byte[0]);
    assertThat(refused.complaint().retryAfter()).isEqualTo(Duration.ofSeconds(2));
  }

  private static Token.Outcome read(int status, String body) {
    return Token.read(status, null, body.getBytes(UTF_8));
  }
}
