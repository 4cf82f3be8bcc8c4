package dev.homeport.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.door.AlertSettings;
import dev.homeport.config.door.AlertSettings.Topic;
import dev.homeport.config.door.AlertSettings.Way;
import dev.homeport.config.value.Secret;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whom both roles tell of what.
class AlertsOfBothTest {
  private static final Set<Topic> ALL = EnumSet.allOf(Topic.class);
  private static final Set<Topic> OF_A_MAC =
      EnumSet.of(Topic.PROVIDER, Topic.TUNNEL, Topic.KEY_GUESSING);

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void tidy() {
    desk = new Desk(folder).env("OPENAI_API_KEY", "k");
  }

  private List<AlertSettings> router() {
    return desk.router().settings().alerts();
  }

  private static AlertSettings alert(Way way, String url, @Nullable String chat, Set<Topic> on) {
    return new AlertSettings(way, new Secret(url), chat, on);
  }

  @Test
  void everyWayIsUnderstood() {
    desk.yaml(
            """
            router:
              alerts:
                - { webhook: "https://alerts.example.com/x?y=z", on: [ budget, provider ] }
                - { webhook: https://hooks.slack.com/services/T/B/X }
                - { slack: https://chat.example.com/hooks/1 }
                - { telegram: { token: "${TG}", chat: -100123 } }
                - { telegram: "123:abc", chat: "@ops", on: [ account ] }
                - { telegram: { token: "123:abc", chat: "5", url: "http://127.0.0.1:8081/" } }
                - https://other.example.com/1
            """)
        .env("TG", "99:token");
    assertThat(router())
        .containsExactly(
            alert(
                Way.WEBHOOK,
                "https://alerts.example.com/x?y=z",
                null,
                EnumSet.of(Topic.BUDGET, Topic.PROVIDER)),
            alert(Way.SLACK, "https://hooks.slack.com/services/T/B/X", null, ALL),
            alert(Way.SLACK, "https://chat.example.com/hooks/1", null, ALL),
            alert(Way.TELEGRAM, "https://api.telegram.org/bot99:token/sendMessage", "-100123", ALL),
            alert(
                Way.TELEGRAM,
                "https://api.telegram.org/bot123:abc/sendMessage",
                "@ops",
                EnumSet.of(Topic.ACCOUNT)),
            alert(Way.TELEGRAM, "http://127.0.0.1:8081/bot123:abc/sendMessage", "5", ALL),
            alert(Way.WEBHOOK, "https://other.example.com/1", null, ALL));
    assertThat(desk.routerWarnings()).isEmpty();
    assertThat(desk.router().settings().toString()).doesNotContain("services", "token", "123:abc");
  }

  @Test
  void linesShowTheHostAlone() {
    desk.yaml(
        "router: { alerts: [ { webhook: https://alerts.example.com/hush, on: [ budget ] },"
            + " { slack: https://hooks.slack.com/hush, on: [ account, provider ] } ] }");
    assertThat(desk.router().lines())
        .filteredOn(line -> line.path().equals("router.alerts"))
        .extracting(line -> line.value())
        .containsExactly(
            "[webhook alerts.example.com (budget), slack hooks.slack.com (account, provider)]");
  }

  @Test
  void oneLineHoldsUrlsAlone() {
    desk.env(
        "HOMEPORT_ROUTER_ALERTS",
        "https://a.example.com/1,2, https://hooks.slack.com/x,"
            + "https://api.telegram.org/bot1:a/sendMessage?chat_id=-5");
    assertThat(router())
        .containsExactly(
            alert(Way.WEBHOOK, "https://a.example.com/1,2", null, ALL),
            alert(Way.SLACK, "https://hooks.slack.com/x", null, ALL),
            alert(Way.TELEGRAM, "https://api.telegram.org/bot1:a/sendMessage", "-5", ALL));
    desk.env("HOMEPORT_DAEMON_ALERTS", "https://a.example.com/1, macos");
    assertThat(desk.good().settings().alerts())
        .containsExactly(
            alert(Way.WEBHOOK, "https://a.example.com/1", null, OF_A_MAC),
            new AlertSettings(Way.NOTIFICATION, null, null, OF_A_MAC));
  }

  @Test
  void urlMayBeKeptElsewhere() {
    desk.yaml("router: { alerts: [ { webhook: 'file:hook.txt', on: [ budget ] } ] }")
        .file("hook.txt", "https://hooks.slack.com/x\n");
    assertThat(router())
        .containsExactly(
            alert(Way.SLACK, "https://hooks.slack.com/x", null, EnumSet.of(Topic.BUDGET)));
  }

  @Test
  void daemonToldOfMoneyIsDoubtful() {
    desk.yaml(
        "daemon: { alerts: [ { notify: macos, on: [ budget, fallback-share, account, provider,"
            + " tunnel, key-guessing ] } ] }");
    assertThat(desk.warnings())
        .containsExactly(
            "homeport.yaml:1:19: daemon.alerts: budget, fallback-share, account cannot happen on"
                + " this daemon; leave it out of on");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { notify: macos }              | 1:21: router.alerts[1]: a router has no screen that somebody looks at; write webhook: URL, or notify: macos below daemon.alerts
          { on: [ budget ] }             | 1:21: router.alerts[1]: does not say how; write one of webhook: URL, slack: URL, telegram: { token: …, chat: … }
          { slack: "http://a", webhook: "http://b" } | 1:21: router.alerts[1]: says webhook and slack; write one of webhook: URL, slack: URL, telegram: { token: …, chat: … }
          { webhok: "https://a/hush" }   | 1:23: router.alerts[1].webhok: there is no such setting; did you mean webhook?
          { webhook: "ftp://a/hush" }    | 1:32: router.alerts[1].webhook: the value is not a URL of https or http; write the https:// URL that the service gave out
          { webhook: "hush" }            | 1:32: router.alerts[1].webhook: the value is not a URL of https or http; write the https:// URL that the service gave out
          { webhook: "https://u:hush@a/" } | 1:32: router.alerts[1].webhook: the value holds a user or a password before its host; write the https:// URL that the service gave out
          { webhook: "https://a/#hush" } | 1:32: router.alerts[1].webhook: the value holds a # or a character beyond ASCII; write the https:// URL that the service gave out
          { webhook: "https://a/", on: [ bugdet ] } | 1:52: router.alerts[1].on[1]: the value is none of the words for it; write budget, fallback-share, account, provider, tunnel or key-guessing (did you mean budget?)
          { webhook: "https://a/", on: [] } | 1:21: router.alerts[1]: is told of nothing; name something in on, or leave it out for everything
          { webhook: "https://a/", chat: "1" } | 1:21: router.alerts[1]: names a chat, which only telegram has; leave it out
          { telegram: "1:hush" }         | 1:21: router.alerts[1]: does not say chat; write chat: "123456" or "@channel"
          { telegram: hush, chat: "1" }  | 1:33: router.alerts[1].telegram: the value is no token of a bot; write what BotFather gave out: 123456:ABC…
          { telegram: { token: "1:x", chat: "my chat" } } | 1:55: router.alerts[1].telegram.chat: the value is no chat; write its number, such as "-100123", or "@channel"
          """)
  void wrongAlertIsExplained(String yaml, String problem) {
    desk.yaml("router: { alerts: [ " + yaml + " ] }");
    assertThat(desk.routerProblems())
        .map(told -> told.replace("homeport.yaml:", ""))
        .contains(problem)
        .noneMatch(told -> told.contains("hush"));
  }

  @Test
  void fileWithAWebhookIsForItsOwnerAlone() {
    desk.file(
        "homeport.yaml", "router: { alerts: [ { slack: https://a.example.com/1 } ] }", "rw-r--r--");
    assertThat(desk.routerWarnings()).singleElement().asString().contains("chmod 600");
  }
}
