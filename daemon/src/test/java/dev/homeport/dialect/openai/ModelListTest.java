package dev.homeport.dialect.openai;

import static dev.homeport.chat.Capability.COMPLETION;
import static dev.homeport.chat.Capability.EMBEDDING;
import static dev.homeport.chat.Capability.THINKING;
import static dev.homeport.chat.Capability.TOOLS;
import static dev.homeport.chat.Capability.VISION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.Capability;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.ModelCard;
import dev.homeport.dialect.Embedded;
import dev.homeport.dialect.openai.preset.Preset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of models as each provider has them, and vectors.
class ModelListTest {
  private static Optional<List<ModelCard>> listed(String body) {
    return Told.provider(Preset.ANY).listed(Told.json(body).getBytes(UTF_8));
  }

  private static ModelCard card(
      String name,
      @Nullable Set<Capability> capabilities,
      @Nullable Integer context,
      @Nullable Instant modified) {
    return new ModelCard(
        name, capabilities, context, 0, "", modified, ModelCard.Details.UNKNOWN, null);
  }

  @Test
  void openRouterTellsWhatModelsCan() {
    assertThat(
            listed(
                "{'data':[{'id':'a/b:free','created':17,'context_length':131072,'architecture':"
                    + "{'input_modalities':['text','image'],'output_modalities':['text']},"
                    + "'supported_parameters':['max_tokens','tools','reasoning']},"
                    + "{'id':'c','context_length':4096,'supported_parameters':[]}]}"))
        .contains(
            List.of(
                card(
                    "a/b:free",
                    Set.of(COMPLETION, TOOLS, THINKING, VISION),
                    131072,
                    Instant.ofEpochSecond(17)),
                card("c", Set.of(COMPLETION), 4096, null)));
  }

  @Test
  void othersTellLess() {
    assertThat(
            listed(
                "{'object':'list','data':[{'id':'gpt','object':'model','created':0,'owned_by':'x'},"
                    + "{'id':'vllm','max_model_len':32768},{'id':'groq','context_window':8192,"
                    + "'active':true},{'id':'old','active':false},{'id':'mistral',"
                    + "'max_context_length':131072,'capabilities':{'completion_chat':true,"
                    + "'function_calling':true,'vision':false}},"
                    + "{'id':'llama','meta':{'n_ctx_train':131072,'n_ctx':4096}},{'object':'model'}]}"))
        .contains(
            List.of(
                card("gpt", null, null, null),
                card("vllm", null, 32768, null),
                card("groq", null, 8192, null),
                card("mistral", Set.of(COMPLETION, TOOLS), 131072, null),
                card("llama", null, 4096, null)));
    assertThat(
            listed("[{'id':'t','type':'embedding','context_length':512},{'id':'u','type':'chat'}]"))
        .contains(List.of(card("t", Set.of(EMBEDDING), 512, null), card("u", null, null, null)));
    assertThat(listed("{'object':'list','data':null}")).contains(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{'data':5}", "null", "<html>", "{'error':{'message':'x'}}", "5"})
  void whatIsNoListIsNone(String body) {
    assertThat(listed(body)).isEmpty();
  }

  private static Embedded embedded(String body) {
    var request = new EmbeddingRequest(Api.OLLAMA_EMBED, "m", List.of("a", "b"), null, null, null);
    return Told.provider(Preset.OPENAI).embedded(request, Told.json(body).getBytes(UTF_8));
  }

  /// cases.md H6.
  @Test
  void vectorsStandWhereTheirIndexSays() {
    String body =
        "{'data':[{'index':1,'embedding':'AAAAPwAAAMA='},{'index':0,'embedding':[1,-0.25]}],"
            + "'usage':{'prompt_tokens':4,'total_tokens':4}}";
    if (!(embedded(body) instanceof Embedded.Vectors(var embeddings))) {
      throw new AssertionError("no vectors");
    }
    assertThat(embeddings.vectors())
        .containsExactly(new double[] {1, -0.25}, new double[] {0.5, -2});
    assertThat(embeddings.promptTokens()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<html>",
        "{'data':[{'index':0,'embedding':[1]}]}",
        "{'data':[{'index':0,'embedding':[1]},{'index':0,'embedding':[1]}]}",
        "{'data':[{'index':0,'embedding':[1]},{'index':7,'embedding':[1]}]}",
        "{'data':[{'index':0,'embedding':[1]},{'index':1,'embedding':['x']}]}",
        "{'data':[{'index':0,'embedding':[1]},{'index':1,'embedding':'!'}]}",
        "{'data':[{'index':0,'embedding':[1]},{'index':1,'embedding':[]}]}",
      })
  void whatAreNotTheVectorsAskedForIsNonsense(String body) {
    assertThat(embedded(body)).isInstanceOf(Embedded.Failed.class);
    if (embedded(body) instanceof Embedded.Failed(var complaint)) {
      assertThat(complaint.kind()).isEqualTo(Kind.NONSENSE);
    }
  }

  @Test
  void errorInsteadOfVectorsIsUnderstood() {
    assertThat(embedded("{'error':{'message':'overloaded','code':503}}"))
        .isInstanceOfSatisfying(
            Embedded.Failed.class,
            failed -> assertThat(failed.complaint().kind()).isEqualTo(Kind.OVERLOADED));
  }
}
