package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rude: questions that nobody can answer. Each gets the status and the envelope of its own API and
/// one line in the journal, and no provider hears of it.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class RouterBadRequestsTest {
  private RudeServer provider;
  private RouterRig rig;

  @BeforeEach
  void start() {
    provider = RudeServer.playing(Fault.json("{}"));
    rig = new RouterRig(Backend.ollama("first", provider.uri()));
  }

  @AfterEach
  void stop() {
    boolean asked = provider.hasHeard();
    rig.close();
    provider.close();
    assertThat(asked).as("a provider was asked").isFalse();
  }

  /// What is wrong, and what the client is told.
  ///
  /// @param says a part of it
  /// @param parameter what OpenAI's API names in a field of its own, empty where nothing is
  private record Wrong(String body, int status, String says, String parameter) {}

  private static Wrong wrong(String body, int status, String says) {
    return new Wrong(body, status, says, "");
  }

  private static Wrong wrong(String body, int status, String says, String parameter) {
    return new Wrong(body, status, says, parameter);
  }

  private static final String USER = "'messages':[{'role':'user','content':'x'}]";

  private static List<Wrong> wrongs(Caller caller) {
    var all = new ArrayList<Wrong>();
    all.add(wrong("", 400, ""));
    all.add(wrong("{", 400, ""));
    all.add(wrong("{'model':'MODEL'", 400, ""));
    all.add(wrong("nothing", 400, ""));
    all.add(wrong("[]", 400, ""));
    // To Ollama it is a question without a name.
    all.add(wrong("null", caller == Caller.GENERATE ? 404 : 400, ""));
    all.add(wrong("'x'", 400, ""));
    all.add(wrong("[".repeat(5000), 400, ""));
    all.add(wrong("{'model':'MODEL','a':" + "[".repeat(3000) + "]".repeat(3000) + "}", 400, ""));
    all.add(wrong("{'model':" + "7".repeat(3000) + "}", 400, ""));
    all.addAll(
        switch (caller) {
          case CHAT ->
              List.of(
                  wrong("{" + USER + "}", 400, "model"),
                  wrong("{'model':'nobodys'," + USER + "}", 404, "model 'nobodys' not found"),
                  wrong("{'model':7," + USER + "}", 400, ""),
                  wrong("{'model':'MODEL','messages':'x'}", 400, ""),
                  wrong("{'model':'MODEL','messages':[{'role':'user','content':7}]}", 400, ""),
                  wrong("{'model':'MODEL'," + USER + ",'format':'xml'}", 400, "format"),
                  wrong("{'model':'MODEL'," + USER + ",'options':{'num_ctx':'x'}}", 400, "num_ctx"),
                  wrong(
                      "{'model':'MODEL','messages':[{'role':'user','content':'x','images':['http://a/b.png']}]}",
                      400,
                      ""));
          case GENERATE ->
              List.of(
                  wrong("{'model':'MODEL','keep_alive':0}", 403, "keep_alive"),
                  wrong("{'prompt':'x'}", 404, "model '' not found"),
                  wrong("{'model':'nobodys','prompt':'x'}", 404, "model 'nobodys' not found"),
                  wrong("{'model':'MODEL','prompt':7}", 400, ""),
                  wrong("{'model':'MODEL','prompt':'x','images':['http://a/b.png']}", 400, ""));
          case COMPLETIONS ->
              List.of(
                  wrong("{" + USER + "}", 400, "model"),
                  wrong("{'model':'nobodys'," + USER + "}", 404, "nobodys", "model"),
                  wrong("{'model':7," + USER + "}", 400, "", "model"),
                  wrong("{'model':'MODEL'}", 400, "messages", "messages"),
                  wrong("{'model':'MODEL','messages':[]}", 400, "", "messages"),
                  wrong("{'model':'MODEL','messages':'x'}", 400, "", "messages"),
                  wrong("{'model':'MODEL','messages':[7]}", 400, "", "messages[0]"),
                  wrong(
                      "{'model':'MODEL'," + USER + ",'temperature':'hot'}", 400, "", "temperature"),
                  wrong("{'model':'MODEL'," + USER + ",'n':3}", 400, "", "n"),
                  wrong(
                      "{'model':'MODEL','messages':[{'role':'user','content':'x'},{'role':'tool','content':'y'}]}",
                      400,
                      ""),
                  wrong(
                      "{'model':'MODEL','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://a/b.png'}}]}]}",
                      400,
                      "image URLs"),
                  wrong(
                      "{'model':'MODEL'," + USER + ",'response_format':{'type':'xml'}}",
                      400,
                      "",
                      "response_format"));
          case TEXTS ->
              List.of(
                  wrong("{'prompt':'x'}", 400, "model"),
                  wrong("{'model':'nobodys','prompt':'x'}", 404, "nobodys", "model"),
                  wrong("{'model':'MODEL','prompt':['a','b']}", 400, "", "prompt"),
                  wrong("{'model':'MODEL','prompt':'x','max_tokens':'y'}", 400, "", "max_tokens"));
          case RESPONSES ->
              List.of(
                  wrong("{'input':'x'}", 400, "model"),
                  wrong("{'model':'nobodys','input':'x'}", 404, "nobodys", "model"),
                  wrong("{'model':'MODEL','input':7}", 400, "", "input"),
                  wrong(
                      "{'model':'MODEL','input':'x','previous_response_id':'resp_1'}",
                      400,
                      "",
                      "previous_response_id"),
                  wrong(
                      "{'model':'MODEL','input':[{'role':'user','content':[{'type':'input_image','image_url':'https://a/b.png'}]}]}",
                      400,
                      "not fetched"));
          case MESSAGES ->
              List.of(
                  wrong("{'max_tokens':9," + USER + "}", 400, "model"),
                  wrong("{'model':'nobodys','max_tokens':9," + USER + "}", 404, "nobodys"),
                  wrong("{'model':'MODEL','max_tokens':9,'messages':[]}", 400, "messages"),
                  wrong("{'model':'MODEL','max_tokens':'x'," + USER + "}", 400, "max_tokens"),
                  wrong(
                      "{'model':'MODEL','max_tokens':9,'messages':[{'role':'clown','content':'x'}]}",
                      400,
                      "role"),
                  wrong(
                      "{'model':'MODEL','max_tokens':9,'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','content':'x'}]}]}",
                      400,
                      "tool_use"),
                  wrong(
                      "{'model':'MODEL','max_tokens':9,'messages':[{'role':'user','content':[{'type':'image','source':{'type':'url','url':'https://a/b.png'}}]}]}",
                      400,
                      ""));
        });
    return all;
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void whatIsWrongIsToldInTheClientsOwnWords(Caller caller) throws Exception {
    try (var client = rig.client()) {
      for (Wrong each : wrongs(caller)) {
        String body = each.body().replace('\'', '"').replace("MODEL", RouterRig.MODEL);
        Received answer = client.post(caller.path(), body, RouterRig.KEY).read();
        String shown = body.length() > 300 ? body.substring(0, 300) : body;
        assertThat(answer.status()).as("%s %s\n%s", caller, shown, answer).isEqualTo(each.status());
        assertThat(answer.end()).isEqualTo(End.WHOLE);
        assertThat(caller.refusal(answer.text())).as(shown).contains(each.says());
        if (!each.parameter().isEmpty()) {
          var error = new ObjectMapper().readTree(answer.text()).path("error");
          assertThat(error.path("param").asText()).as(shown).startsWith(each.parameter());
          assertThat(error.path("code").asText())
              .as(shown)
              .isEqualTo(each.status() == 404 ? "model_not_found" : "null");
        }
        RequestEnded ended = rig.ended();
        assertThat(ended.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(ended.status()).isEqualTo(each.status());
        assertThat(rig.hasEnded()).isFalse();
      }
    }
  }

  /// What belongs to the way and not to the question.
  @ParameterizedTest
  @EnumSource(Caller.class)
  void whatIsWrongWithTheWayIsToldInTheClientsOwnWords(Caller caller) throws Exception {
    String body = caller.question(true);
    refused(caller, 403, client -> client.post(caller.path(), body, rig.narrowKey()));
    refused(caller, 401, client -> client.post(caller.path(), body));
    refused(caller, 405, client -> client.get(caller.path(), RouterRig.KEY));
    refused(
        caller,
        415,
        client -> client.post(caller.path(), body, RouterRig.KEY, "Content-Encoding: gzip\r\n"));
    refused(
        caller,
        400,
        client -> client.post(caller.path(), body, RouterRig.KEY, "Homeport-Provider: nobody\r\n"));
    refused(
        caller,
        400,
        client -> client.post(caller.path(), body, RouterRig.KEY, "Homeport-Timeout: soon\r\n"));
    refused(
        caller,
        413,
        client ->
            client.send(
                "POST "
                    + caller.path()
                    + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                    + (RouterRig.LARGEST_BODY + 1)
                    + "\r\n"
                    + RouterRig.KEY
                    + "\r\n{\"model\":"));
  }

  /// Sends something.
  private interface Sending {
    void to(RawClient client);
  }

  private void refused(Caller caller, int status, Sending sending) throws InterruptedException {
    try (var client = rig.client()) {
      sending.to(client);
      Received answer = client.read();
      assertThat(answer.status()).as("%s %s", caller, answer).isEqualTo(status);
      assertThat(caller.refusal(answer.text())).isNotBlank();
    }
    RequestEnded ended = rig.ended();
    assertThat(ended.status()).isEqualTo(status);
    assertThat(ended.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(rig.hasEnded()).isFalse();
  }

  /// Until a list was seen nobody knows: no reason to ask thirty times (clients.md 1.5).
  @Test
  void modelThatIsNotKnownYetIsNoReasonToAskAgain() throws Exception {
    try (var blind = new RouterRig(false, Backend.ollama("first", provider.uri()));
        var client = blind.client()) {
      for (Caller caller : Caller.values()) {
        String body = caller.question(true).replace(RouterRig.MODEL, "nobodys");
        Received answer = client.post(caller.path(), body, RouterRig.KEY).read();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("x-should-retry")).contains("false");
        assertThat(caller.refusal(answer.text())).contains("nobodys");
      }
    }
  }

  @Test
  void whatIsNotThereSaysSoInTheWordsOfItsPath() throws Exception {
    for (String path : List.of("/v1/chat", "/v1/v1/models", "/v1/files", "/v1/models/nobodys")) {
      refused(Caller.COMPLETIONS, 404, client -> client.get(path, RouterRig.KEY));
    }
    refused(Caller.MESSAGES, 404, client -> client.get("/v1/messages/batches", RouterRig.KEY));
    refused(Caller.CHAT, 404, client -> client.get("/api/nothing", RouterRig.KEY));
    refused(
        Caller.CHAT, 404, client -> client.post("/api/show", "{\"model\":\"x\"}", RouterRig.KEY));
    refused(
        Caller.CHAT, 404, client -> client.post("/api/pull", "{\"model\":\"x\"}", RouterRig.KEY));
    refused(
        Caller.CHAT, 403, client -> client.post("/api/create", "{\"model\":\"x\"}", RouterRig.KEY));
  }
}
