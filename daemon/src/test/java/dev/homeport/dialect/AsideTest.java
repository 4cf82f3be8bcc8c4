package dev.homeport.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.anthropic.AnthropicProvider;
import dev.homeport.dialect.gemini.GeminiProvider;
import dev.homeport.dialect.gigachat.GigaChatProvider;
import dev.homeport.dialect.gigachat.Scope;
import dev.homeport.dialect.ollama.OllamaProvider;
import dev.homeport.dialect.openai.OpenAiProvider;
import dev.homeport.dialect.openai.OpenAiProvider.Asker;
import dev.homeport.dialect.openai.preset.Preset;
import dev.homeport.fake.FakeWall;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes from something in between blames no request, whatever API the provider speaks
/// (cases.md A3, wire.md G.49).
class AsideTest {
  private static final FakeWall WALL = new FakeWall();
  private static final List<String> PAGES =
      List.of(
          "<html><body>no</body></html>",
          "\ufeff<!DOCTYPE html><title>Bad\nGateway</title>",
          " ".repeat(9_000) + "<html>",
          "",
          " \r\n");

  static List<ProviderDialect> dialects() {
    return List.of(
        new OllamaProvider(WALL),
        new OpenAiProvider(Preset.OPENAI, Asker.UNNAMED, WALL),
        new AnthropicProvider(WALL),
        new GeminiProvider(new CallMemory(), WALL),
        new GigaChatProvider(new CallMemory(), Scope.GIGACHAT_API_PERS, WALL),
        new GigaChatProvider(new CallMemory(), Scope.GIGACHAT_API_CORP, WALL));
  }

  private static Kind kind(ProviderDialect dialect, int status, String body) {
    return dialect.complaint(status, _ -> "", body.getBytes(UTF_8)).kind();
  }

  private static boolean isOfTheRequest(Kind kind) {
    return kind == Kind.BAD_REQUEST || kind == Kind.TOO_LARGE;
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void noPageIsAboutTheRequest(ProviderDialect dialect) {
    for (int status : new int[] {400, 413, 422}) {
      for (String page : PAGES) {
        assertThat(kind(dialect, status, page)).as(status + " " + page).isEqualTo(Kind.NONSENSE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void noOddStatusIsAboutTheRequest(ProviderDialect dialect) {
    for (int status = 100; status < 600; status++) {
      for (String said :
          List.of("", "<html>", "no luck", "{\"a\":1}", "{\"message\":\"no luck\"}")) {
        boolean told = status == 400 || status == 413 || status == 422;
        assertThat(isOfTheRequest(kind(dialect, status, said)))
            .as("%s %s", status, said)
            .isEqualTo(
                told
                    && !said.isEmpty()
                    && !said.startsWith("<")
                    && !(status == 413 && dialect instanceof GigaChatProvider));
      }
    }
  }

  /// A page in front of a provider tells when to come back, too.
  @ParameterizedTest
  @MethodSource("dialects")
  void timeThatIsStatedIsKept(ProviderDialect dialect) {
    UnaryOperator<String> header = name -> name.equals("Retry-After") ? "30" : "";
    for (String page : PAGES) {
      assertThat(dialect.complaint(503, header, page.getBytes(UTF_8)).retryAfter())
          .isEqualTo(Duration.ofSeconds(30));
    }
  }

  private static Complaint aside(int status, String type, String body) {
    return Aside.of(
            StatusKind.of(status), status, _ -> type, body.getBytes(UTF_8), new RetryHint(WALL))
        .orElseThrow();
  }

  @Test
  void statusOfAPageStaysWhatItIs() {
    assertThat(aside(502, "", "<html>").kind()).isEqualTo(Kind.SERVER);
    assertThat(aside(504, "", "<html>").kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(aside(401, "", "").kind()).isEqualTo(Kind.KEY);
    assertThat(aside(302, "", "<html>").kind()).isEqualTo(Kind.NONSENSE);
  }

  @Test
  void titleIsWhatAPageSays() {
    assertThat(aside(502, "", "<html><TITLE lang=en> Bad\n Gateway </TITLE>").said())
        .isEqualTo("Bad Gateway");
    assertThat(aside(502, "", "<html><title></title>").said()).isEqualTo("a page of HTML");
    assertThat(aside(502, "", "<title" + " x".repeat(100_000)).said()).isEqualTo("a page of HTML");
    assertThat(aside(502, "text/html; charset=utf-8", "Oops").said()).isEqualTo("a page of HTML");
    assertThat(aside(502, "", "").said()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"error\":\"no\"}", "[{}]", " {"})
  void jsonIsNoPageWhateverItsType(String body) {
    assertThat(Aside.of(Kind.KEY, 401, _ -> "text/html", body.getBytes(UTF_8), new RetryHint(WALL)))
        .isEmpty();
  }
}
