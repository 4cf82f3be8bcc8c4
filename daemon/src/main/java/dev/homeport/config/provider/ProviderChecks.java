package dev.homeport.config.provider;

import dev.homeport.config.Reading;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Problem;
import dev.homeport.config.source.TextFile;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Secret;
import dev.homeport.config.value.Texts;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a provider's settings mean to one another. A setting that is wrong by itself has no value
/// here, and is not held against others.
record ProviderChecks(ProviderRows rows, Nature nature, Values values, Reading reading) {
  /// How paths end that belong to one call and not to a base URL.
  private static final List<String> CALLS =
      List.of("/chat/completions", "/completions", "/responses", "/messages", "/api/chat", "/api");

  private static final Pattern IP = Pattern.compile("[0-9.]+");

  /// How names end that lead nowhere but on a network of one's own; a tailnet encrypts by itself.
  private static final List<String> PRIVATE =
      List.of(".local", ".lan", ".home", ".internal", ".localhost", ".arpa", ".ts.net");

  void all() {
    url();
    secrets();
    openWay();
    caBundle();
    strangers();
  }

  private void url() {
    if (nature.url() == null) {
      if (isNowhere(rows.url())) {
        tell("has no url", "write url: " + exampleUrl());
      }
      return;
    }
    String url = nature.url().toString();
    CALLS.stream()
        .filter(url::endsWith)
        .findFirst()
        .ifPresent(
            call ->
                reading
                    .findings()
                    .problem(
                        values.problem(
                            rows.url(),
                            url + " is where one call goes, not a base URL",
                            "write " + url.substring(0, url.length() - call.length()))));
  }

  private String exampleUrl() {
    return nature.kind() == Kind.OLLAMA
        ? "https://my-mac.tail1234.ts.net"
        : "http://127.0.0.1:8000/v1";
  }

  private void secrets() {
    boolean gigachat = nature.kind() == Kind.GIGACHAT;
    Setting<Secret> sole = gigachat ? rows.credentials() : rows.key();
    if (values.maybe(rows.accounts()).isPresent()) {
      if (!isNowhere(sole)) {
        doubt(
            sole,
            "is passed over: the accounts in " + values.of(rows.accounts()) + " count",
            "leave out one of them");
      }
    } else if (gigachat) {
      if (isNowhere(sole)) {
        tell(
            "has no credentials",
            "write credentials: ${GIGACHAT_CREDENTIALS}, which is client_id:client_secret");
      }
    } else if (nature.needsKey() && isNowhere(sole) && isNowhere(rows.accounts())) {
      String variable = variable();
      tell("has no key", "write key: ${" + variable + "}, or set " + variable);
    }
  }

  private String variable() {
    String[] keys = rows.named().known() == null ? new String[0] : rows.named().known().keys();
    return keys.length > 0
        ? keys[0]
        : rows.named().name().toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY";
  }

  private void caBundle() {
    values
        .maybe(rows.caBundle())
        .ifPresent(
            text -> {
              Path file = reading.places().resolve(text, values.origin(rows.caBundle()));
              reading.files().look(file);
              switch (TextFile.read(file)) {
                case TextFile.Read.Whole(String pem)
                    when pem.contains("-----BEGIN CERTIFICATE") -> {}
                case TextFile.Read.Whole _ ->
                    tellOfBundle(file + " holds no certificate", "name a PEM file of certificates");
                case TextFile.Read.Missing _ ->
                    tellOfBundle("there is no file " + file, "name one that exists");
                case TextFile.Read.Unreadable(Problem problem) ->
                    tellOfBundle(problem.source() + " " + problem.what(), problem.right());
              }
            });
  }

  private void tellOfBundle(String what, String right) {
    reading.findings().problem(values.problem(rows.caBundle(), what, right));
  }

  /// Settings that mean nothing for a provider of its kind.
  private void strangers() {
    boolean gigachat = nature.kind() == Kind.GIGACHAT;
    boolean openrouter = nature.preset() == Preset.OPENROUTER;
    stranger(rows.key(), !gigachat);
    stranger(rows.credentials(), gigachat);
    stranger(rows.scope(), gigachat);
    stranger(rows.authUrl(), gigachat);
    stranger(rows.preset(), nature.kind() == Kind.OPENAI);
    stranger(rows.referer(), openrouter);
    stranger(rows.title(), openrouter);
  }

  private void stranger(Setting<?> setting, boolean belongs) {
    if (!belongs && !isNowhere(setting) && !(values.origin(setting) instanceof Origin.BuiltIn)) {
      doubt(
          setting,
          "means nothing for a provider of kind " + Texts.word(nature.kind()),
          setting.equals(rows.key()) ? "write credentials instead" : "leave it out");
    }
  }

  /// Whether a key would cross the Internet for all to read.
  private void openWay() {
    URI url = nature.url();
    boolean secret =
        values.maybe(rows.key()).isPresent()
            || values.maybe(rows.credentials()).isPresent()
            || values.maybe(rows.accounts()).isPresent();
    boolean encrypted = values.maybe(rows.tunnel()).filter(TunnelKind.TWINGATE::equals).isPresent();
    if (secret
        && url != null
        && "http".equals(url.getScheme())
        && isPublic(url.getHost())
        && !encrypted) {
      doubt(rows.url(), "its key can be read on the way to " + url.getHost(), "write https://");
    }
  }

  private static boolean isPublic(String host) {
    return host.indexOf('.') > 0
        && !IP.matcher(host).matches()
        && PRIVATE.stream().noneMatch(host::endsWith);
  }

  private void doubt(Setting<?> setting, String what, String right) {
    reading.findings().warning(values.problem(setting, what, right));
  }

  private boolean isNowhere(Setting<?> setting) {
    return reading.candidates().of(setting).isEmpty();
  }

  private void tell(String what, String right) {
    reading
        .findings()
        .problem(new Problem(rows.named().origin().text(), rows.named().path(), what, right));
  }
}
