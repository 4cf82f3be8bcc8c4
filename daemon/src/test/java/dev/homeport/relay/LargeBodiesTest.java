package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Caller;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rude: a picture of fifteen megabytes, twenty in the body, passed through and translated.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class LargeBodiesTest {
  private static final int SIZE = 15 << 20;

  private static String picture() {
    var bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    byte[] magic = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    System.arraycopy(magic, 0, bytes, 0, magic.length);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String question(Caller caller, String picture) {
    String start = "{\"model\":\"" + RouterRig.MODEL + "\",\"stream\":true,";
    String url = "data:image/png;base64," + picture;
    return start
        + switch (caller) {
          case CHAT ->
              "\"messages\":[{\"role\":\"user\",\"content\":\"what?\",\"images\":[\""
                  + picture
                  + "\"]}]}";
          case GENERATE -> "\"prompt\":\"what?\",\"images\":[\"" + picture + "\"]}";
          case COMPLETIONS, TEXTS ->
              "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\""
                  + url
                  + "\"}}]}]}";
          case RESPONSES ->
              "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\""
                  + url
                  + "\"}]}]}";
          case MESSAGES ->
              "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":"
                  + "{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\""
                  + picture
                  + "\"}}]}]}";
        };
  }

  /// Pairs that pass and pairs that translate.
  @ParameterizedTest
  @CsvSource({
    "CHAT, OLLAMA",
    "COMPLETIONS, OLLAMA",
    "COMPLETIONS, OPENAI",
    "MESSAGES, OPENAI",
    "MESSAGES, ANTHROPIC",
    "RESPONSES, ANTHROPIC"
  })
  void pictureArrivesWhole(Caller caller, Spoken api) throws Exception {
    String picture = picture();
    try (var provider = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, "fine"));
        var rig = new RouterRig(api.at("first", provider.uri()));
        var client = rig.client()) {
      Received answer = client.post(caller.path(), question(caller, picture), RouterRig.KEY).read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(caller.words(answer.text(), true)).isEqualTo("fine");
      boolean whole = provider.next().text().contains(picture);
      assertThat(whole).as("the picture is in what the provider was sent").isTrue();
    }
  }
}
