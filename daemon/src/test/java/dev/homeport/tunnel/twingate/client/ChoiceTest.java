package dev.homeport.tunnel.twingate.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.router.ServiceKey;
import dev.homeport.config.router.Twingate;
import dev.homeport.config.router.Twingate.Client;
import dev.homeport.config.value.Listen;
import dev.homeport.config.value.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which client is used. What is there is written in letters: `c` the command, `o` that it is
/// online, `d` the daemon's program, `p` that a proxy listens, `k` a key, `g` that its address is
/// given.
class ChoiceTest {
  private static final Listen PROXY = new Listen("127.0.0.1", 9999);

  static Twingate settings(Client client, boolean key, boolean given) {
    ServiceKey shown = new ServiceKey(new Secret("{}"), "acme.twingate.com", null);
    return new Twingate(client, key ? shown : null, null, PROXY, given);
  }

  private static Choice of(Client client, String there) {
    return Choice.of(
        settings(client, there.contains("k"), there.contains("g")),
        new Choice.Found(
            there.contains("c"), there.contains("o"), there.contains("d"), there.contains("p")));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO, co, Installed",
    "AUTO, codkp, Installed",
    "AUTO, cog, Proxy",
    "AUTO, cogk, Installed",
    "AUTO, dk, Userspace",
    "AUTO, cdk, Userspace",
    "AUTO, cdkp, Userspace",
    "AUTO, g, Proxy",
    "AUTO, gk, Proxy",
    "AUTO, cp, Proxy",
    "AUTO, dp, Proxy",
    "AUTO, c, Installed",
    "AUTO, ck, Installed",
    "AUTO, cd, Installed",
    "AUTO, d, Missing",
    "AUTO, k, Missing",
    "AUTO, -, Missing",
    "SYSTEM, cdkp, Installed",
    "SYSTEM, dkp, Missing",
    "USERSPACE, codk, Userspace",
    "USERSPACE, cop, Proxy",
    "USERSPACE, cog, Proxy",
    "USERSPACE, cod, Missing",
    "USERSPACE, cok, Missing",
    "OFF, codkpg, None",
  })
  void whatIsThereDecides(Client client, String there, String choice) {
    assertThat(of(client, there).getClass().getSimpleName()).isEqualTo(choice);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(of(Client.USERSPACE, "d"))
        .isInstanceOfSatisfying(
            Choice.Missing.class,
            missing -> assertThat(missing.what().what()).isEqualTo("there is no service key"));
    assertThat(of(Client.AUTO, "-"))
        .isInstanceOfSatisfying(
            Choice.Missing.class,
            missing ->
                assertThat(missing.what().next())
                    .contains("TWINGATE_SERVICE_KEY", "router.twingate.proxy"));
  }
}
