package dev.homeport.config.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of a router's configuration that is wrong or doubtful, word for word.
class RouterProblemsTest {
  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void tidy() {
    desk = new Desk(folder);
  }

  @Test
  void allProblemsAreToldAtOnceWithPlaceAndAdvice() {
    desk.yaml(
            """
            router:
              lisen: 127.0.0.1:1
              listen: 8888
              chain: [ home, openruter, nobody ]
              providers:
                home: { url: http://a:1, kye: x, timeouts: { first-token: 10, frist: 1s } }
                openrouter: { preset: openruter }
                mine: { url: http://b:1 }
              models: { gpt: { hom: x, home: [ y ] } }
              health: { hold: 20 }
            """)
        .env("HOMEPORT_ROUTER_LIMITS_BODY", "32");
    assertThat(desk.routerProblems())
        .containsExactlyInAnyOrder(
            "homeport.yaml:2:3: router.lisen: there is no such setting; did you mean"
                + " router.listen?",
            "homeport.yaml:3:11: router.listen: \"8888\" is a port without a host; write"
                + " 127.0.0.1:8888 for this machine alone, 0.0.0.0:8888 for all",
            "homeport.yaml:4:10: router.chain: names openruter, which is no provider; did you mean"
                + " openrouter?",
            "homeport.yaml:4:10: router.chain: names nobody, which is no provider; there are home,"
                + " openrouter, mine",
            "homeport.yaml:6:30: router.providers.home.kye: there is no such setting; did you mean"
                + " router.providers.home.key?",
            "homeport.yaml:6:63: router.providers.home.timeouts.first-token: \"10\" is a number"
                + " without a unit; write one such as 250ms, 10s, 5m, 1h or 7d",
            "homeport.yaml:6:67: router.providers.home.timeouts.frist: there is no such setting;"
                + " see `homeport config init --stdout` for what there is",
            "homeport.yaml:7:27: router.providers.openrouter.preset: \"openruter\" is none of the"
                + " words for it; write openai, openrouter, groq, mistral, deepseek, together, xai,"
                + " llama.cpp, vllm or lm-studio (did you mean openrouter?)",
            "homeport.yaml:7:5: router.providers.openrouter: has no key; write key:"
                + " ${OPENROUTER_API_KEY}, or set OPENROUTER_API_KEY",
            "homeport.yaml:8:5: router.providers.mine: does not say which API it speaks; write"
                + " kind: ollama, openai, gemini, gigachat or anthropic",
            "homeport.yaml:9:20: router.models.gpt.hom: there is no provider of that name; did you"
                + " mean home?",
            "homeport.yaml:9:34: router.models.gpt.home: a list stands where one value should;"
                + " write a text",
            "homeport.yaml:10:19: router.health.hold: \"20\" is a number without a unit; write one"
                + " such as 250ms, 10s, 5m, 1h or 7d",
            "environment HOMEPORT_ROUTER_LIMITS_BODY: router.limits.body: \"32\" is a number without"
                + " a unit; write one such as 32MiB or 500MB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mine: { kind: ollama }                | 1:24: router.providers.mine: has no url; write url: https://my-mac.tail1234.ts.net
          mine: { kind: openai }                | 1:24: router.providers.mine: has no url; write url: http://127.0.0.1:8000/v1
          mine: { kind: olama, url: "http://a" } | 1:38: router.providers.mine.kind: "olama" is none of the words for it; write ollama, openai, gemini, gigachat or anthropic (did you mean ollama?)
          openrouterr: {}                       | 1:24: router.providers.openrouterr: does not say which API it speaks; write kind: ollama, openai, gemini, gigachat or anthropic; or did you mean openrouter?
          openrouter: {}                        | 1:24: router.providers.openrouter: has no key; write key: ${OPENROUTER_API_KEY}, or set OPENROUTER_API_KEY
          openrouter:                           | 1:24: router.providers.openrouter: has no key; write key: ${OPENROUTER_API_KEY}, or set OPENROUTER_API_KEY
          gemini: {}                            | 1:24: router.providers.gemini: has no key; write key: ${GEMINI_API_KEY}, or set GEMINI_API_KEY
          anthropic: {}                         | 1:24: router.providers.anthropic: has no key; write key: ${ANTHROPIC_API_KEY}, or set ANTHROPIC_API_KEY
          ollama-cloud: {}                      | 1:24: router.providers.ollama-cloud: has no key; write key: ${OLLAMA_CLOUD_API_KEY}, or set OLLAMA_CLOUD_API_KEY
          my-groq: { preset: groq }             | 1:24: router.providers.my-groq: has no key; write key: ${MY_GROQ_API_KEY}, or set MY_GROQ_API_KEY
          gigachat: {}                          | 1:24: router.providers.gigachat: has no credentials; write credentials: ${GIGACHAT_CREDENTIALS}, which is client_id:client_secret
          gigachat: { credentials: abc }        | 1:49: router.providers.gigachat.credentials: the value is neither an id and a secret nor their Base64; write client_id:client_secret, or the same in Base64
          gigachat: { credentials: "a:b", scope: GIGACHAT_API_PER } | 1:63: router.providers.gigachat.scope: "GIGACHAT_API_PER" is none of the words for it; write GIGACHAT_API_PERS, GIGACHAT_API_B2B or GIGACHAT_API_CORP (did you mean GIGACHAT_API_PERS?)
          home: { url: "http://a", ca-bundle: gone.pem } | 1:60: router.providers.home.ca-bundle: there is no file gone.pem; name one that exists
          home: { url: "http://a", ca-bundle: empty.pem } | 1:60: router.providers.home.ca-bundle: empty.pem holds no certificate; name a PEM file of certificates
          home: { url: "http://a", ca-bundle: pems } | 1:60: router.providers.home.ca-bundle: pems is a folder; name the file in it
          home: { url: "ftp://a" }              | 1:37: router.providers.home.url: "ftp://a" is not a URL of https or http; write one such as http://127.0.0.1:11434
          home: { url: "http://u:secret@a" }    | 1:37: router.providers.home.url: "http://••••@a" holds a user or a password; leave them out; a key has its own setting
          home: { url: "http://127.0.0.1:11435" } | 1:37: router.providers.home.url: http://127.0.0.1:11435 is where this router listens itself; name the provider's own address
          home: { url: "http://a/api/chat" }    | 1:37: router.providers.home.url: http://a/api/chat is where one call goes, not a base URL; write http://a
          x: { kind: openai, url: "http://a/v1/chat/completions" } | 1:48: router.providers.x.url: http://a/v1/chat/completions is where one call goes, not a base URL; write http://a/v1
          home: { url: "http://a", accounts: a.json } | 1:59: router.providers.home.accounts: "a.json" names no file; write file:PATH
          home: { url: "http://a", context: 8k } | 1:58: router.providers.home.context: "8k" is not a whole number; write a whole number from 1 to 2147483647
          home: { url: "http://a", concurrent: 0 } | 1:61: router.providers.home.concurrent: "0" is too little; write a whole number from 1 to 1024
          home: { url: "http://a", hedge: soon } | 1:56: router.providers.home.hedge: "soon" is not a duration; write one such as 250ms, 10s, 5m, 1h or 7d
          home: { url: "http://a", timeouts: 10s } | 1:59: router.providers.home.timeouts: a value stands where a section should; write below it: connect, ack, queued, loading, first-token, quiet, stall, total
          openrouter: { key: k, title: "Café" } | 1:53: router.providers.openrouter.title: "Café" holds a character beyond ASCII; write it without
          auto: { kind: ollama, url: "http://a" } | 1:24: router.providers.auto: has a meaning of its own; choose another name
          "a b": { kind: ollama, url: "http://a" } | 1:24: router.providers.a b: is no name of a provider; write letters, digits, - and _
          "a.b": { kind: ollama, url: "http://a" } | 1:24: router.providers.a.b: is no name of a provider; write letters, digits, - and _
          openai: { key: "${GONE}" }            | 1:39: router.providers.openai.key: ${GONE} is not set; set GONE or write the value
          """)
  void wrongProviderIsExplained(String providers, String problem) {
    desk.yaml("router: { providers: { " + providers + " } }")
        .file("empty.pem", "\n")
        .file("pems/a", "");
    assertThat(desk.routerProblems()).containsExactly("homeport.yaml:" + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          providers: [ home ]             | 1:22: router.providers: a value stands where a section should; write below it: NAME: { … }
          chain: home                     | 1:18: router.chain: one value stands where a list should; write a list: [ home, openrouter ]
          chain: []                       | 1:18: router.chain: names nobody; name a provider, or leave it out
          chain: [ gemini ]               | 1:18: router.chain: names gemini, which is not configured; set GEMINI_API_KEY, or leave it out
          models: [ a ]                   | 1:19: router.models: a section should stand here; write rows such as "gpt-4o": { home: "qwen2.5:7b" }
          models: { a: b }                | 1:24: router.models.a: a section of providers should stand here; write rows such as "gpt-4o": { home: "qwen2.5:7b" }
          models: { a: { openai: "" } }   | 1:34: router.models.a.openai: "" is empty; write a text or leave the setting out
          models: { a: { opnai: b } }     | 1:26: router.models.a.opnai: there is no provider of that name; did you mean openai?
          models: { a: {}, "A:latest": {} } | 1:28: router.models.A:latest: means the same model as a; keep one of them
          models: { a: { openai: ${GONE} } } | 1:34: router.models.a.openai: ${GONE} is not set; set GONE or write the value
          continuation: maybe             | 1:25: router.continuation: "maybe" is neither true nor false; write true or false
          health: { probe: 0s }           | 1:28: router.health.probe: "0s" is too little; write at least 100ms
          limits: { concurrent: 2 }       | 1:21: router.limits.concurrent: there is no such setting; did you mean router.providers.openai.concurrent?
          limits: { body: 256MiB }        | 1:27: router.limits.body: one body (256MiB) may be larger than all together (128MiB); make router.limits.bodies at least as large as router.limits.body
          metrics: { listen: "0.0.0.0:11435" } | 1:30: router.metrics.listen: 0.0.0.0:11435 is in the way of router.listen (0.0.0.0:11435); choose another port
          """)
  void wrongSettingIsExplained(String yaml, String problem) {
    desk.yaml("router: { " + yaml + " }").env("OPENAI_API_KEY", "k");
    assertThat(desk.routerProblems()).containsExactly("homeport.yaml:" + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          home: { url: "http://a", scope: GIGACHAT_API_PERS } | 1:56: router.providers.home.scope: means nothing for a provider of kind ollama; leave it out
          home: { url: "http://a", title: x }   | 1:56: router.providers.home.title: means nothing for a provider of kind ollama; leave it out
          home: { kind: ollama, url: "http://a", preset: groq } | 1:71: router.providers.home.preset: means nothing for a provider of kind ollama; leave it out
          gigachat: { credentials: "a:b", key: k } | 1:61: router.providers.gigachat.key: means nothing for a provider of kind gigachat; write credentials instead
          home: { url: "http://mac.example.com:8888", key: k } | 1:37: router.providers.home.url: its key can be read on the way to mac.example.com; write https://
          """)
  void doubtfulProviderIsUsedAndExplained(String providers, String warning) {
    desk.yaml("router: { providers: { " + providers + " } }");
    assertThat(desk.routerProblems()).isEmpty();
    assertThat(desk.routerWarnings()).containsExactly("homeport.yaml:" + warning);
  }

  @ParameterizedTest
  @CsvSource({
    "http://mac:8888",
    "http://192.168.1.2:8888",
    "http://100.64.1.25:8888",
    "http://mac.local:8888",
    "http://my-mac.tail1234.ts.net",
    "https://mac.example.com",
  })
  void keyThatStaysAtHomeOrIsEncryptedIsNoDoubt(String url) {
    desk.yaml("router: { providers: { home: { url: '" + url + "', key: k } } }");
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void opennessIsDoubtful() {
    desk.yaml("router: { auth: { kind: none, path-keys: true }, cors: ['*'] }")
        .env("OPENAI_API_KEY", "k");
    assertThat(desk.routerWarnings())
        .containsExactly(
            "homeport.yaml:1:25: router.auth: ANYBODY who reaches 0.0.0.0:11435 may use what this"
                + " router's keys pay for, without a key; write auth: keys unless that is meant",
            "homeport.yaml:1:56: router.cors: any web page may use this router in its visitors'"
                + " browsers; name the origins that may",
            "homeport.yaml:1:42: router.auth.path-keys: there are no keys to stand in a path; leave"
                + " it out");
  }

  @Test
  void providerTwiceInAChainIsDoubtful() {
    desk.yaml("router: { chain: [ home, openai, ollama ] }")
        .env("OLLAMA_BASE_URL", "http://a")
        .env("OPENAI_API_KEY", "k");
    assertThat(desk.router().settings().chain()).containsExactly("ollama", "openai");
    assertThat(desk.routerWarnings())
        .containsExactly(
            "homeport.yaml:1:18: router.chain: names ollama twice; the first place counts; leave"
                + " out one");
  }

  @Test
  void variableThatFitsTwoProvidersIsRefused() {
    desk.yaml(
            "router: { providers: { a-b: { kind: ollama, url: 'http://a' }, a_b: { kind: ollama,"
                + " url: 'http://b' } } }")
        .env("HOMEPORT_ROUTER_PROVIDERS_A_B_KEY", "k");
    assertThat(desk.routerProblems())
        .containsExactly(
            "environment HOMEPORT_ROUTER_PROVIDERS_A_B_KEY: fits router.providers.a-b.key and"
                + " router.providers.a_b.key; set the one that is meant in the file");
  }

  @Test
  void flagForNoProviderIsRefused() {
    desk.env("OPENAI_API_KEY", "k").flag("router.providers.openai.kye", "k");
    assertThat(desk.routerProblems())
        .containsExactly(
            "command line: router.providers.openai.kye: there is no such setting; did you mean"
                + " router.providers.openai.key?");
  }

  @Test
  void fileWithAProvidersKeyIsForItsOwnerAlone() {
    desk.file("homeport.yaml", "router: { providers: { openai: { key: abc } } }", "rw-r--r--");
    assertThat(desk.routerWarnings())
        .containsExactly(
            "homeport.yaml: holds secrets and others on this machine may read it; run: chmod 600"
                + " 'homeport.yaml'");
  }
}
