package dev.homeport.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.door.AlertSettings;
import dev.homeport.config.door.AlertSettings.Topic;
import dev.homeport.config.door.AlertSettings.Way;
import dev.homeport.config.value.Secret;
import dev.homeport.wire.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How messages look, and that nothing in one becomes part of its form.
class ShapesTest {
  private static final Shapes SHAPES = new Shapes("mac-1", "router");
  private static final String NASTY =
      "<!channel> & \"x\", {\"y\":1}\n\u0007\u2028\u202E\uD800'; do shell script \"rm\"";

  private static Message message(String text, boolean open) {
    return new Message(
        "id-1",
        Topic.KEY_GUESSING,
        Set.of(Topic.KEY_GUESSING),
        "203.0.113.1",
        open,
        text,
        Instant.parse("2026-11-24T12:00:00Z"));
  }

  private static JsonObject body(Way way, Message message) {
    var target = new AlertSettings(way, new Secret("https://a/x"), "-100", Set.of());
    return JsonObject.orEmpty(SHAPES.body(target, message));
  }

  @Test
  void genericOneHasAllThatIsKnown() {
    var target = new AlertSettings(Way.WEBHOOK, new Secret("https://a/x"), null, Set.of());
    assertThat(SHAPES.body(target, message("keys are guessed", true)))
        .isEqualTo(
            "{\"id\":\"id-1\",\"topic\":\"key-guessing\",\"subject\":\"203.0.113.1\",\"state\":"
                + "\"open\",\"text\":\"keys are guessed\",\"since\":\"2026-11-24T12:00:00Z\","
                + "\"homeport\":\"mac-1\",\"role\":\"router\"}");
    assertThat(body(Way.WEBHOOK, message("x", false)).text("state")).isEqualTo("over");
  }

  @Test
  void slackAndTelegramHaveTheirs() {
    assertThat(body(Way.SLACK, message("x < y", true)).text("text"))
        .isEqualTo("Homeport router mac-1: x &lt; y");
    JsonObject telegram = body(Way.TELEGRAM, message("x < y", false));
    assertThat(telegram.text("text")).isEqualTo("Homeport router mac-1: ✓ x < y");
    assertThat(telegram.text("chat_id")).isEqualTo("-100");
  }

  @Test
  void nothingOfATextIsAMark() {
    String plain = "& \"x\", {\"y\":1}     '; do shell script \"rm\"";
    assertThat(body(Way.WEBHOOK, message(NASTY, true)).text("text"))
        .isEqualTo("<!channel> " + plain);
    assertThat(body(Way.TELEGRAM, message(NASTY, true)).text("text"))
        .isEqualTo("Homeport router mac-1: <!channel> " + plain);
    assertThat(body(Way.SLACK, message(NASTY, true)).text("text"))
        .isEqualTo("Homeport router mac-1: &lt;!channel&gt; " + plain.replace("&", "&amp;"));
  }

  @Test
  void textHasAnEnd() {
    assertThat(message("x".repeat(5000), true).text()).hasSize(1001).endsWith("x…");
  }
}
