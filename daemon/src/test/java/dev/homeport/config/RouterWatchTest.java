package dev.homeport.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.door.StatePlace;
import dev.homeport.config.provider.AccountSettings;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.router.RouterRole;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.config.value.Secret;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.ConfigRejected;
import dev.homeport.journal.Event.ConfigReloaded;
import dev.homeport.time.Pause;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that change under a router that runs: providers come and go.
class RouterWatchTest {
  private static final Pause NONE = _ -> {};

  @TempDir private Path folder;
  private final Told told = new Told();
  private Desk desk;
  private ConfigWatch<RouterSettings> watch;

  @BeforeEach
  void begin() {
    desk =
        new Desk(folder)
            .yaml(
                """
                router:
                  providers: { home: { url: "http://a:1" } }
                """);
    watch = new ConfigWatch<>(RouterRole.LOADER, desk.inputs(), desk.router(), told, NONE);
  }

  @Test
  void providerThatIsAddedIsAsked() {
    desk.yaml(
        """
        router:
          providers: { home: { url: "http://a:1" }, openrouter: { key: k } }
        """);
    look();
    assertThat(watch.current().chain()).containsExactly("home", "openrouter");
    assertThat(told.events())
        .singleElement()
        .satisfies(
            event ->
                assertThat(((ConfigReloaded) event).changed())
                    .contains("router.providers.openrouter.key")
                    .noneMatch(path -> path.startsWith("router.providers.home")));
  }

  @Test
  void placeOfTheStateWaitsForARestart() {
    desk.yaml(
        """
        router:
          providers: { home: { url: "http://a:1" } }
        state: { url: redis://cache }
        """);
    look();
    assertThat(watch.current().place())
        .isEqualTo(new StatePlace.Sqlite(folder.resolve("state/homeport.db")));
    assertThat(watch.needRestart()).containsExactly("state.url");
  }

  @Test
  void accountsAreReadAnew() {
    desk.yaml("router: { providers: { ollama-cloud: { accounts: 'file:a.json' } } }")
        .file("a.json", "{\"accounts\":[{\"name\":\"one\",\"api_key\":\"k\"}]}");
    look();
    desk.file(
        "a.json",
        "{\"accounts\":[{\"name\":\"one\",\"api_key\":\"k\"},{\"name\":\"two\",\"api_key\":\"l\"}]}");
    look();
    assertThat(accounts()).containsExactly("one", "two");
    assertThat(told.events().getLast())
        .isEqualTo(
            new ConfigReloaded(List.of("router.providers.ollama-cloud.accounts"), List.of()));
    desk.file("a.json", "{\"accounts\":[{\"name\":\"three\"}]}");
    look();
    assertThat(accounts()).containsExactly("one", "two");
    assertThat(told.events().getLast()).isInstanceOf(ConfigRejected.class);
  }

  private List<String> accounts() {
    return watch.current().provider("ollama-cloud").orElseThrow().accounts().stream()
        .map(AccountSettings::name)
        .toList();
  }

  @Test
  void usualFileOfAccountsIsFoundWhenItComes() {
    desk.yaml(
        "router: { chain: [ home, ollama-cloud ], providers: { home: { url: 'http://a' },"
            + " ollama-cloud: { key: k } } }");
    look();
    desk.file(
        "config/cloud_accounts.json", "{\"accounts\":[{\"name\":\"one\",\"api_key\":\"k\"}]}");
    look();
    assertThat(accounts()).containsExactly("one");
  }

  @Test
  void providerThatIsGoneIsForgotten() {
    desk.yaml("router: { providers: { openai: { key: k } } }");
    look();
    assertThat(watch.current().providers())
        .extracting(ProviderSettings::name)
        .containsExactly("openai");
    assertThat(watch.needRestart()).isEmpty();
  }

  @Test
  void changedModelsAndTimesHold() {
    desk.yaml(
        """
        router:
          providers: { home: { url: "http://a:1", timeouts: { first-token: 4s } } }
          models: { x: { home: y } }
        """);
    look();
    assertThat(watch.current().models().nameFor("x", "home")).isEqualTo("y");
    assertThat(told.events())
        .containsExactly(
            new ConfigReloaded(
                List.of("router.providers.home.timeouts.first-token", "router.models"), List.of()));
  }

  @Test
  void addressWaitsForARestart() {
    desk.yaml(
        """
        router:
          listen: 127.0.0.1:5
          providers: { home: { url: "http://b:1" } }
        """);
    look();
    assertThat(watch.current().listen().port()).isEqualTo(11_435);
    assertThat(watch.current().providers().getFirst().url()).hasToString("http://b:1");
    assertThat(watch.needRestart()).containsExactly("router.listen");
  }

  @Test
  void secretInAFileIsWatched() {
    desk.file("key.txt", "old").yaml("router: { providers: { openai: { key: 'file:key.txt' } } }");
    look();
    desk.file("key.txt", "newer");
    look();
    assertThat(watch.current().providers().getFirst().key()).isEqualTo(new Secret("newer"));
    assertThat(told.events())
        .last()
        .isEqualTo(new ConfigReloaded(List.of("router.providers.openai.key"), List.of()));
  }

  @Test
  void brokenFileChangesNothing() {
    desk.yaml("router: { providers: { openai: {} } }");
    look();
    assertThat(watch.current().chain()).containsExactly("home");
    assertThat(told.events()).singleElement().isInstanceOf(ConfigRejected.class);
    assertThat(watch.rejected()).isPresent();
  }

  private void look() {
    watch.reloadNow();
    watch.look();
  }
}
