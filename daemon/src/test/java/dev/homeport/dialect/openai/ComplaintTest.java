package dev.homeport.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.openai.preset.Preset;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What errors mean, by status and body (wire.md G.45 to G.50, C; cases.md A3).
class ComplaintTest {
  private static Complaint complaint(int status, String body, UnaryOperator<String> header) {
    return Told.provider(Preset.OPENROUTER).complaint(status, header, body.getBytes(UTF_8));
  }

  private static Complaint complaint(int status, String body) {
    return complaint(status, body, _ -> "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "401 | {'error':{'message':'Incorrect API key provided: sk-x.','code':'invalid_api_key'}} | KEY",
        "400 | {'error':'Incorrect API key provided: xai-…. You can obtain an API key from …'} | KEY",
        "402 | {'error':{'message':'Insufficient Balance','type':'unknown_error','code':'invalid_request_error'}} | CREDIT",
        "402 | {'error':{'message':'This request requires more credits','code':402}} | CREDIT",
        "429 | {'error':{'message':'You exceeded your current quota','type':'insufficient_quota','code':'insufficient_quota'}} | CREDIT",
        "429 | {'error':{'message':'Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000','type':'tokens','code':'rate_limit_exceeded'}} | RATE",
        "429 | {'error':{'message':'Rate limit reached for model x on requests per day (RPD): Limit 1000','code':'rate_limit_exceeded'}} | QUOTA",
        "429 | {'error':{'message':'Rate limit exceeded: free-models-per-day','code':429}} | QUOTA",
        "429 | {'error':{'message':'Rate limit exceeded: free-models-per-min. ','code':429}} | RATE",
        "429 | {'message':'Requests rate limit exceeded'} | RATE",
        "429 | {'error':{'message':'Too many concurrent requests'}} | CONCURRENCY",
        "429 | {'error':{'message':'The engine is currently overloaded, please try again later'}} | OVERLOADED",
        "429 | {'error':{'message':'Provider returned error','code':429,'metadata':{'raw':'x is temporarily rate-limited upstream','provider_name':'P'}}} | OVERLOADED",
        "400 | {'error':{'message':'This models maximum context length is 8192 tokens','code':'context_length_exceeded'}} | CONTEXT",
        "400 | {'object':'error','message':'This model has a maximum context length of 4096 tokens. Please reduce the length of the messages.','code':400} | CONTEXT",
        "400 | {'error':{'code':400,'message':'the request exceeds the available context size','type':'exceed_context_size_error'}} | CONTEXT",
        "400 | {'error':{'message':'Prompt is too long','code':400,'metadata':{'error_type':'context_length_exceeded'}}} | CONTEXT",
        "422 | {'error':{'message':'Input token count exceeds 8193: input token count'}} | CONTEXT",
        "413 | {'error':{'message':'Request too large for model x on tokens per minute (TPM)'}} | TOO_LARGE",
        "413 | <html>nginx</html> | NONSENSE",
        "404 | {'error':{'message':'The model gpt-9 does not exist or you do not have access to it.','code':'model_not_found'}} | NO_MODEL",
        "400 | {'error':{'message':'x/y is not a valid model ID','code':400}} | NO_MODEL",
        "400 | {'object':'error','message':'Invalid model: foo','type':'invalid_model','code':'1500'} | NO_MODEL",
        "400 | {'error':{'message':'Model Not Exist','type':'invalid_request_error'}} | NO_MODEL",
        "404 | {'error':{'message':'No endpoints found for x/y.','code':404}} | NO_MODEL",
        "404 | {'error':{'message':'No endpoints found that support tool use.','code':404}} | CAPABILITY",
        "404 | {'detail':'Not Found'} | NO_MODEL",
        "400 | {'error':{'message':'Unsupported parameter: max_tokens is not supported with this model.','code':'unsupported_parameter'}} | CAPABILITY",
        "400 | {'error':{'message':'This response_format type is unavailable now'}} | CAPABILITY",
        "422 | {'detail':[{'type':'extra_forbidden','msg':'Extra inputs are not permitted','loc':['body','seed']}]} | CAPABILITY",
        "500 | {'error':{'code':500,'message':'tools param requires --jinja flag','type':'server_error'}} | CAPABILITY",
        "400 | {'error':{'message':'This model does not support assistant message prefill.'}} | CAPABILITY",
        "403 | {'error':{'code':403,'message':'Your input was flagged','metadata':{'reasons':['violence'],'flagged_input':'x'}}} | FILTERED",
        "400 | {'error':{'message':'The response was filtered due to the content management policy','code':'content_filter'}} | FILTERED",
        "403 | {'error':{'message':'You may not do this','code':403}} | FORBIDDEN",
        "400 | {'error':{'message':'messages is too odd'}} | BAD_REQUEST",
        "422 | {'detail':[{'msg':'field required'}]} | BAD_REQUEST",
        "408 | {'error':{'message':'Timed out'}} | TIMEOUT",
        "504 | <html><h1>504 Gateway Time-out</h1></html> | TIMEOUT",
        "524 | error code: 524 | TIMEOUT",
        "502 | {'error':{'message':'Provider returned error','code':502}} | SERVER",
        "503 | {'error':{'code':503,'message':'Loading model','type':'unavailable_error'}} | OVERLOADED",
        "503 | | OVERLOADED",
        "529 | {'error':{'code':529,'message':'Provider overloaded','metadata':{'error_type':'provider_overloaded'}}} | OVERLOADED",
        "500 | boom | SERVER",
        "500 | {'error':{'message':'{\\'error\\':{\\'message\\':\\'context window full\\'}}'}} | CONTEXT",
        "302 | | SERVER",
      })
  void errorIsUnderstood(int status, @Nullable String body, Kind kind) {
    String text = body == null ? "" : Told.json(body);
    assertThat(complaint(status, text).kind()).isEqualTo(kind);
    assertThat(complaint(status, text).status()).isEqualTo(status);
  }

  @Test
  void quotesInsideOfAnErrorAreNoTrouble() {
    String lmStudio = "{\"error\":\"'response_format.type' must be 'json_schema' or 'text'\"}";
    assertThat(complaint(400, lmStudio).kind()).isEqualTo(Kind.CAPABILITY);
  }

  /// wire.md C.
  @Test
  void kindOfTheErrorIsKeptInOpenRoutersWords() {
    String error =
        "{'error':{'message':'m','code':%d,'metadata':{'error_type':'rate_limit_exceeded'}%s}}";
    assertThat(complaint(429, Told.json(error.formatted(429, ""))).said())
        .isEqualTo("m (rate_limit_exceeded)");
    assertThat(complaint(429, Told.json(error.formatted(429, ""))).kind()).isEqualTo(Kind.RATE);
    String gone = Told.json(error.formatted(429, ",'availability':{'retryable':false}"));
    assertThat(complaint(429, gone).said()).isEqualTo("m (rate_limit_exceeded) (not retryable)");
    assertThat(complaint(429, gone).kind()).isEqualTo(Kind.OVERLOADED);
  }

  @Test
  void wordsAreKeptShort() {
    String body = "{\"error\":{\"message\":\"" + "long  words\\n ".repeat(1_000) + "\"}}";
    assertThat(complaint(500, body).said()).hasSize(500).startsWith("long words long");
    assertThat(complaint(502, "<html><title>Bad\nGateway</title></html>").said())
        .isEqualTo("Bad Gateway");
  }

  /// wire.md G.48 and C.
  @Test
  void hintIsFoundWhereverItIs() {
    String body = "{\"error\":{\"message\":\"Please try again in 7s.\",\"code\":429}}";
    assertThat(complaint(429, body).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(complaint(429, body, name -> name.equals("Retry-After") ? "3" : "").retryAfter())
        .isEqualTo(Duration.ofSeconds(3));
    String told =
        Told.json(
            "{'error':{'message':'Rate limit exceeded: free-models-per-day','code':429,'metadata':"
                + "{'headers':{'X-RateLimit-Remaining':'0','X-RateLimit-Reset':'1795525200000'}}}}");
    assertThat(complaint(429, told).retryAfter()).isEqualTo(Duration.ofHours(1));
    String available =
        Told.json(
            "{'error':{'message':'m','code':503,'availability':{'code':'x','retryable':%s,"
                + "'retry_after':12}}}");
    assertThat(complaint(503, available.formatted("true")).retryAfter())
        .isEqualTo(Duration.ofSeconds(12));
    assertThat(complaint(503, available.formatted("false")).retryAfter()).isNull();
  }
}
