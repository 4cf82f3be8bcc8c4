package dev.homeport.config.router;

import dev.homeport.config.Starter;
import dev.homeport.config.provider.Named;
import dev.homeport.config.provider.ProviderRows;
import dev.homeport.config.source.Origin;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The router's part of the file to begin with: an example of each kind of provider, none of them
/// in force.
final class RouterStarter {
  static final Starter.Part PART =
      new Starter.Part(
          new Table(
              RouterTable.rows(
                  RouterTable.CHAIN.like("[ home, ollama-cloud, openrouter, gemini, gigachat ]"),
                  Stream.of(home(), cloud(), openrouter(), gemini(), gigachat())
                      .<Setting<?>>flatMap(List::stream)
                      .toList(),
                  RouterTable.MODELS.like("{ gpt-4o: { home: \"qwen2.5:7b\" } }"),
                  RouterTable.PRICES),
              Set.of()),
          List.of());

  private RouterStarter() {}

  private static ProviderRows rows(String name) {
    return ProviderRows.of(new Named(name, null, new Origin.BuiltIn()));
  }

  private static List<Setting<?>> home() {
    ProviderRows rows = rows("home");
    return List.of(
        rows.kind().like("ollama"),
        rows.url().like("https://my-mac.tail1234.ts.net"),
        rows.key().like("${OLLAMA_API_KEY}"),
        rows.tunnel().like("tailscale"),
        rows.timeouts().connect(),
        rows.timeouts().ack(),
        rows.timeouts().queued(),
        rows.timeouts().loading(),
        rows.timeouts().firstToken().like("10s"),
        rows.timeouts().quiet(),
        rows.timeouts().stall(),
        rows.timeouts().total(),
        rows.hedge(),
        rows.models(),
        rows.context().like("131072"),
        rows.concurrent().like("4"));
  }

  private static List<Setting<?>> cloud() {
    ProviderRows rows = rows("ollama-cloud");
    return List.of(
        rows.key().like("${OLLAMA_CLOUD_API_KEY}"),
        rows.accounts().like("file:config/cloud_accounts.json"),
        rows.block().like("7d"));
  }

  private static List<Setting<?>> openrouter() {
    ProviderRows rows = rows("openrouter");
    return List.of(
        rows.preset().like("openrouter"),
        rows.key().like("${OPENROUTER_API_KEY}"),
        rows.referer().like("https://chat.example.com"),
        rows.title().like("Homeport"));
  }

  private static List<Setting<?>> gemini() {
    return List.of(rows("gemini").key().like("${GEMINI_API_KEY}"));
  }

  private static List<Setting<?>> gigachat() {
    ProviderRows rows = rows("gigachat");
    return List.of(
        rows.credentials().like("${GIGACHAT_CREDENTIALS}"),
        rows.scope().like("GIGACHAT_API_PERS"),
        rows.authUrl().like("https://ngw.devices.sberbank.ru:9443/api/v2/oauth"),
        rows.caBundle().like("russian_trusted_root_ca.pem"));
  }
}
