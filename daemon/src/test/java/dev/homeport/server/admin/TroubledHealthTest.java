package dev.homeport.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Backend;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.store.State;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: a router that answers well and cannot keep what it must not forget.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class TroubledHealthTest {
  private final RouterRig rig =
      new RouterRig(Backend.ollama("home", URI.create("http://127.0.0.1:1")));

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void troubleOfTheStateIsAReasonAndNoFailure() {
    assertThat(rig.send("GET", "/health", "", "").text()).isEqualTo("{\"status\":\"healthy\"}");
    rig.stateStands(new State.Standing("redis", "r:6379", "connection refused", Instant.EPOCH));
    Received bare = rig.send("GET", "/health", "", "");
    assertThat(bare.status()).isEqualTo(200);
    assertThat(bare.text())
        .isEqualTo(
            "{\"status\":\"degraded\",\"reason\":\"the state cannot be written or read at the"
                + " moment\"}");
    assertThat(rig.send("GET", "/health", "", RouterRig.KEY).text())
        .contains("\"status\":\"degraded\"")
        .doesNotContain("connection refused", "r:6379");
    for (String path : new String[] {"/health", "/admin/status"}) {
      assertThat(rig.send("GET", path, "", RouterRig.BOSS).text())
          .startsWith("{\"status\":\"degraded\"")
          .contains("\"reason\":\"the state: connection refused\"")
          .contains("\"state\":{\"engine\":\"redis\",\"where\":\"r:6379\",");
    }
  }
}
