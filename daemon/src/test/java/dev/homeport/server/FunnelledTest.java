package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Before Tailscale goes down, those are told who came through it, and nobody else is disturbed.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class FunnelledTest {
  private static final String FUNNEL = "Tailscale-Funnel-Request: ?1\r\n";

  @Test
  void answersThroughTheFunnelAreCutAndCalledSo() throws Exception {
    try (var upstream = RudeServer.playing(Fault.endlessBody());
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      client.post("/api/chat", FrontRig.BODY, FrontRig.KEY, FUNNEL);
      client.head();
      assertThat(client.piece()).isPresent();
      assertThat(rig.endFunnelled("the tunnel is restarted")).isEqualTo(1);
      while (client.piece().isPresent()) {
        // What was on its way still comes.
      }
      var ended = rig.ended();
      assertThat(ended.outcome()).isEqualTo(Outcome.CUT);
      assertThat(ended.cause()).startsWith("the tunnel is restarted ");
      assertThat(rig.gate().snapshot().running()).isZero();
      assertThat(rig.endFunnelled("again")).isZero();
    }
  }

  @Test
  void whoWaitsForAHeadIsCutToo() throws Exception {
    try (var upstream = RudeServer.playing(Fault.hangs());
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      client.post("/api/chat", FrontRig.BODY, FrontRig.KEY, FUNNEL);
      var heard = upstream.next();
      assertThat(rig.endFunnelled("the tunnel is restarted")).isEqualTo(1);
      assertThat(heard.departure()).isNotNull();
      assertThat(client.closed()).isNotNull();
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.CUT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Tailscale-Funnel-Request: ?0\r\n", "Tailscale_funnel_request: ?1\r\n"})
  void othersAreLeftAlone(String header) throws Exception {
    try (var upstream = RudeServer.playing(Fault.endlessBody());
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      client.post("/api/chat", FrontRig.BODY, FrontRig.KEY, header);
      client.head();
      assertThat(rig.endFunnelled("the tunnel is restarted")).isZero();
      assertThat(client.piece()).isPresent();
      assertThat(rig.hasEnded()).isFalse();
    }
  }
}
