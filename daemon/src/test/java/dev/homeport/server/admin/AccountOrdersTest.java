package dev.homeport.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.Account;
import dev.homeport.account.Block;
import dev.homeport.fake.Backend;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rude: accounts unblocked by hand, over real sockets.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class AccountOrdersTest {
  private static final Instant SINCE = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant MONDAY = Instant.parse("2126-11-30T00:00:00Z");

  private final RouterRig rig =
      new RouterRig(Backend.ollama("home", URI.create("http://127.0.0.1:1")));

  private static Block block(String provider, String account, @Nullable String model) {
    return new Block(provider, account, model, "weekly-quota", "enough", SINCE, MONDAY);
  }

  @BeforeEach
  void open() {
    rig.accounts()
        .add(
            "cloud",
            new Account("main", "Ann's", "pro", 3, List.of()),
            block("cloud", "main", null));
    rig.accounts().add("cloud", Account.named("spare"), block("cloud", "spare", "big:480b"));
    rig.accounts().add("openrouter", Account.named("openrouter"));
    rig.accounts().add("openai", Account.named("main"));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private Received unblock(String path, String body) {
    return rig.send("POST", "/admin/unblock" + path, body, RouterRig.BOSS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cloud/main", "/cloud%2Fmain", "/cloud%2fm%61in"})
  void accountIsUnblockedOnceAndTheSecondTimeIsNoMistake(String path) {
    assertThat(unblock(path, "").text())
        .isEqualTo(
            "{\"account\":\"cloud/main\",\"unblocked\":[{\"model\":null,"
                + "\"cause\":\"weekly-quota\",\"detail\":\"enough\","
                + "\"since\":\"2026-11-24T10:00:00Z\","
                + "\"blocked_until\":\"2126-11-30T00:00:00Z\"}]}");
    Received again = unblock(path, "");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text()).isEqualTo("{\"account\":\"cloud/main\",\"unblocked\":[]}");
    assertThat(rig.notes())
        .singleElement()
        .satisfies(
            note ->
                assertThat(note)
                    .containsAllEntriesOf(
                        Map.of(
                            "what", "account unblocked", "account", "cloud/main", "key", "boss")));
  }

  @Test
  void nameAloneIsEnoughWhereOneProviderHasIt() {
    assertThat(unblock("/spare", "").text()).contains("\"cloud/spare\"", "big:480b");
    assertThat(unblock("/openrouter", "").text()).contains("\"unblocked\":[]");
  }

  @Test
  void nameThatNoPathCanHaveComesInTheBody() {
    rig.accounts().add("cloud", Account.named("учёт 1"), block("cloud", "учёт 1", null));
    assertThat(unblock("", "{\"account\":\"учёт 1\"}").text()).contains("\"cloud/учёт 1\"");
    assertThat(unblock("", "{\"account\":\"\"}").status()).isEqualTo(400);
    assertThat(unblock("", "").text()).contains("which account?", "/admin/unblock/NAME");
    assertThat(unblock("", "{\"acount\":\"spare\"}").text())
        .contains("which account? there is an unknown field \\\"acount\\\"; the account is");
  }

  @Test
  void nameOfSeveralIsAmbiguous() {
    Received refused = unblock("/main", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("right is one of: cloud/main, openai/main");
  }

  @Test
  void unknownAccountIsToldWhichThereAre() {
    Received refused = unblock("/mian", "");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text())
        .contains("did you mean main?")
        .contains("there are: cloud/main, cloud/spare, openrouter/openrouter, openai/main");
    assertThat(unblock("/home/main", "").status()).isEqualTo(404);
  }

  @Test
  void onlyWhoRunsItMayUnblock() {
    assertThat(rig.send("POST", "/admin/unblock/main", "", "").status()).isEqualTo(401);
    assertThat(rig.send("POST", "/admin/unblock/main", "", RouterRig.KEY).status()).isEqualTo(403);
  }
}
