package dev.homeport.config.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import dev.homeport.config.source.SecretStore.Found;
import dev.homeport.config.value.Secret;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Several accounts of one provider, in a file of their own.
class AccountFileTest {
  private static final String HUSH = "hush-1234567890";

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void tidy() {
    desk = new Desk(folder);
  }

  private ProviderSettings cloud() {
    return desk.router().settings().provider("ollama-cloud").orElseThrow();
  }

  private static String account(String name, String key) {
    return "{\"name\":\"" + name + "\",\"api_key\":\"" + key + "\"}";
  }

  private static String accounts(String... all) {
    return "{\"accounts\":[" + String.join(",", all) + "]}";
  }

  @Test
  void usualFileMakesTheProvider() {
    desk.file(AccountFile.USUAL, accounts(account("one", HUSH), account("two", "k2")));
    assertThat(desk.router().settings().chain()).containsExactly("ollama-cloud");
    assertThat(cloud().accounts()).extracting(AccountSettings::name).containsExactly("one", "two");
    assertThat(cloud().accounts().getFirst().key()).isEqualTo(new Secret(HUSH));
    assertThat(cloud().key()).isNull();
    assertThat(desk.routerWarnings()).isEmpty();
    assertThat(desk.router().settings().toString()).doesNotContain(HUSH);
    assertThat(desk.router().lines().toString())
        .doesNotContain(HUSH)
        .contains("file:config/cloud_accounts.json (2 accounts)");
  }

  @Test
  void variableNamesTheFile() {
    desk.file("mine.json", accounts(account("one", "k"))).env("OLLAMA_CLOUD_ACCOUNTS", "mine.json");
    assertThat(cloud().accounts()).hasSize(1);
    desk.env("OLLAMA_CLOUD_ACCOUNTS", "file:mine.json");
    assertThat(cloud().accounts()).hasSize(1);
  }

  @Test
  void withoutTheUsualFileNothingIsMissing() {
    desk.env("OLLAMA_CLOUD_API_KEY", HUSH);
    assertThat(cloud().accounts()).isEmpty();
    assertThat(cloud().key()).isEqualTo(new Secret(HUSH));
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void namedFileHasToBeThere() {
    desk.env("OLLAMA_CLOUD_ACCOUNTS", "gone.json");
    assertThat(desk.routerProblems())
        .containsExactly(
            "environment OLLAMA_CLOUD_ACCOUNTS: router.providers.ollama-cloud.accounts: there is no"
                + " file gone.json; put the accounts there, or leave the setting out");
  }

  @Test
  void accountsCountWhereThereIsAKeyToo() {
    desk.file(AccountFile.USUAL, accounts(account("one", "k1"))).env("OLLAMA_CLOUD_API_KEY", HUSH);
    assertThat(cloud().accounts()).hasSize(1);
    assertThat(desk.routerWarnings())
        .containsExactly(
            "environment OLLAMA_CLOUD_API_KEY: router.providers.ollama-cloud.key: is passed over:"
                + " the accounts in file:config/cloud_accounts.json (1 account) count; leave out one"
                + " of them");
  }

  @Test
  void fileOfAccountsIsNoLeaveWhereTheFileNamesTheProviders() {
    desk.yaml("router: { providers: { openai: { key: k } } }")
        .file(AccountFile.USUAL, accounts(account("one", "k1")));
    assertThat(desk.router().settings().chain()).containsExactly("openai");
    assertThat(desk.router().notes())
        .containsExactly(
            "config/cloud_accounts.json is not used: the file names the providers, and ollama-cloud"
                + " is not among them");
    desk.yaml("router: { chain: [ openai, ollama-cloud ], providers: { openai: { key: k } } }");
    assertThat(cloud().accounts()).hasSize(1);
  }

  @Test
  void everythingOfAnAccountIsRead() {
    desk.yaml(
            "router: { providers: { or: { preset: openrouter, accounts: 'file:a.json',"
                + " block: 2h } } }")
        .file(
            "a.json",
            """
            {"accounts": [
              {"name": "ann@example.com", "api_key": "k", "description": "Ann's", "plan": "pro",
               "concurrent": 3, "models": ["gpt-oss:*", "qwen3"]},
              {"name": "Zweites Konto", "api_key": "l", "description": "", "plan": null}
            ]}
            """);
    ProviderSettings provider = desk.router().settings().provider("or").orElseThrow();
    assertThat(provider.accounts())
        .containsExactly(
            new AccountSettings(
                "ann@example.com",
                new Secret("k"),
                "Ann's",
                "pro",
                3,
                List.of("gpt-oss:*", "qwen3")),
            new AccountSettings("Zweites Konto", new Secret("l"), null, null, null, List.of()));
    assertThat(provider.block()).hasHours(2);
  }

  @Test
  void keysMayBeElsewhere() {
    desk.file(
            "config/cloud_accounts.json",
            accounts(
                account("a", "${KEY_A}"),
                account("b", "file:b.txt"),
                account("c", "keychain:homeport/c")))
        .file("config/b.txt", "key-b\n")
        .env("KEY_A", "key-a")
        .store((_, account) -> new Found.Kept("key-" + account));
    assertThat(cloud().accounts())
        .extracting(AccountSettings::key)
        .containsExactly(new Secret("key-a"), new Secret("key-b"), new Secret("key-c"));
  }

  @Test
  void gigachatHasItsCredentialsThere() {
    desk.yaml("router: { providers: { gigachat: { accounts: 'file:a.json' } } }")
        .file("a.json", accounts(account("one", "id:secret")));
    assertThat(desk.router().settings().provider("gigachat").orElseThrow().accounts())
        .extracting(AccountSettings::key)
        .containsExactly(new Secret("aWQ6c2VjcmV0"));
    desk.file("a.json", accounts(account("one", "nonsense")));
    assertThat(desk.routerProblems())
        .containsExactly(
            "a.json:1:38: accounts[1].api_key: the value is neither an id and a secret nor their"
                + " Base64; write client_id:client_secret, or the same in Base64");
  }

  @Test
  void everyProblemIsToldAtOnce() {
    desk.file(
        AccountFile.USUAL,
        """
        {"accounts": [
          {"name": "one", "api_kye": "hush-1234567890"},
          {"name": "a/b", "api_key": "hush-1234567890"},
          {"api_key": "hush 1234567890", "concurrent": 0},
          {"name": "two", "api_key": "your-api-key-here", "models": "gpt"},
          {"name": "two", "api_key": "${GONE}"},
          "three"
        ], "acounts": 1}
        """);
    assertThat(desk.routerProblems())
        .map(told -> told.replace("config/cloud_accounts.json:", ""))
        .containsExactly(
            "8:4: acounts: there is no such field; did you mean accounts?",
            "2:19: accounts[1].api_kye: there is no such field; did you mean api_key?",
            "2:3: accounts[1].api_key: is missing; write \"api_key\": \"…\", or what leads to it:"
                + " \"${NAME}\"",
            "3:12: accounts[2].name: \"a/b\" is no name of an account; write at most 64 characters"
                + " without / \\ ? # and without blanks at its ends",
            "4:3: accounts[3].name: is missing; write \"name\": \"main\"",
            "4:15: accounts[3].api_key: the value holds a blank or a character beyond ASCII; check"
                + " what was copied",
            "4:48: accounts[3].concurrent: \"0\" is too little; write a whole number from 1 to 1024",
            "5:30: accounts[4].api_key: the value is the template's and no key; write the account's"
                + " own key, or leave the account out",
            "5:61: accounts[4].models: one value stands where a list should; write a list:"
                + " [\"gpt-oss:120b\", \"qwen3*\"]",
            "6:12: accounts[5].name: two is the name of another account too, at"
                + " 5:12; give each a name of its own",
            "6:30: accounts[5].api_key: ${GONE} is not set; set GONE or write the value",
            "7:3: accounts[6]: an account should stand here; write {\"name\": \"main\", \"api_key\":"
                + " \"…\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "your-api-key-here",
        "YOUR_API_KEY",
        "your_ollama_api_key_1",
        "<api-key>",
        "xxxxxxxx",
        "changeme",
        "api-key-1",
        "put-it-here",
        "...",
      })
  void templatesKeyIsNoKey(String key) {
    desk.file(AccountFile.USUAL, accounts(account("one", key)));
    assertThat(desk.routerProblems()).singleElement().asString().contains("is the template's");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"accounts": []}   | 1:14: accounts: names no account; write {"accounts": [{"name": "main", "api_key": "…"}]}
          {}                 | 1:1: accounts: is missing; write {"accounts": [{"name": "main", "api_key": "…"}]}
          {"accounts": {}}   | 1:14: accounts: a list should stand here; write {"accounts": [{"name": "main", "api_key": "…"}]}
          []                 | 1:1: an object should stand here; write {"accounts": [{"name": "main", "api_key": "…"}]}
          """)
  void otherJsonIsExplained(String text, String problem) {
    desk.file(AccountFile.USUAL, text);
    assertThat(desk.routerProblems()).containsExactly("config/cloud_accounts.json:" + problem);
  }

  @Test
  void byteOrderMarkIsNoMatterAndACommentIs() {
    desk.file(AccountFile.USUAL, "\uFEFF" + accounts(account("one", "k")));
    assertThat(cloud().accounts()).hasSize(1);
    desk.file(AccountFile.USUAL, "// mine\n" + accounts(account("one", "k")));
    assertThat(desk.routerProblems())
        .singleElement()
        .asString()
        .contains("a comment stands here, and JSON has none; remove it");
  }

  @Test
  void oneKeyTwiceIsDoubtful() {
    desk.file(AccountFile.USUAL, accounts(account("one", HUSH), account("two", HUSH)));
    assertThat(desk.routerWarnings())
        .containsExactly(
            "config/cloud_accounts.json:1:81: accounts[2].api_key: is the key of one too; give each"
                + " account its own");
  }

  @Test
  void fileWithKeysIsForItsOwnerAlone() {
    desk.file(AccountFile.USUAL, accounts(account("one", HUSH)), "rw-r--r--");
    assertThat(desk.routerWarnings())
        .containsExactly(
            "config/cloud_accounts.json: holds secrets and others on this machine may read it; run:"
                + " chmod 600 'config/cloud_accounts.json'");
    desk.file(AccountFile.USUAL, accounts(account("one", "${K}")), "rw-r--r--").env("K", HUSH);
    assertThat(desk.routerWarnings()).isEmpty();
  }
}
