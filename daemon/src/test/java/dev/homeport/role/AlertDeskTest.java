package dev.homeport.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.door.AlertSettings;
import dev.homeport.config.door.AlertSettings.Topic;
import dev.homeport.config.door.AlertSettings.Way;
import dev.homeport.config.value.Secret;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Told;
import dev.homeport.host.Platform;
import dev.homeport.journal.Event;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertDeskTest {
  private volatile List<AlertSettings> settings = List.of();
  private final AlertDesk desk =
      new AlertDesk(
          () -> settings,
          () -> 5,
          "mac-1",
          "daemon",
          Platform.of(Map.of(), "Linux", "/home/ann", "ann"),
          new Told());

  @Test
  void whoIsWrittenWhileTheRoleRunsIsToldFromThenOn() throws Exception {
    try (var server = RudeServer.answering(_ -> Fault.json("{}"))) {
      desk.start();
      desk.tell(new Event.KeysGuessed("192.0.2.1", 10));
      assertThat(desk.page()).as("nobody wants to be told").isNull();
      settings =
          List.of(
              new AlertSettings(
                  Way.WEBHOOK,
                  new Secret("http://127.0.0.1:" + server.port() + "/hook"),
                  null,
                  EnumSet.of(Topic.KEY_GUESSING)));
      desk.tell(new Event.ConfigReloaded(List.of("daemon.alerts"), List.of()));
      assertThat(desk.page()).hasSize(1);
      desk.tell(new Event.KeysGuessed("192.0.2.7", 10));
      Heard heard = server.next();
      assertThat(heard.line()).startsWith("POST /hook ");
      assertThat(heard.text()).contains("key-guessing", "192.0.2.7", "\"role\":\"daemon\"");
    } finally {
      desk.stop();
    }
  }

  @Test
  void whatIsNotStartedTellsNobody() throws Exception {
    settings = List.of(new AlertSettings(Way.NOTIFICATION, null, null, EnumSet.of(Topic.TUNNEL)));
    desk.tell(new Event.ConfigReloaded(List.of(), List.of()));
    assertThat(desk.page()).isNull();
    desk.stop();
    assertThat(desk.page()).isNull();
  }
}
