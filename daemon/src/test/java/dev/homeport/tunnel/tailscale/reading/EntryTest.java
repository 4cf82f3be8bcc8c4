package dev.homeport.tunnel.tailscale.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTest {
  private static final Entry OURS = new Entry("m.example", 443, 8888);

  private static Standing in(String json) {
    return OURS.in(Published.read(json.replace('\'', '"')).orElseThrow(), (_, _) -> false);
  }

  private static Standing leadingTo(String proxy) {
    return in(
        "{'TCP':{'443':{'HTTPS':true}},'Web':{'m.example:443':{'Handlers':{'/':{'Proxy':'"
            + proxy
            + "'}}}},'AllowFunnel':{'m.example:443':true}}");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8888, true",
    "http://127.0.0.1:8888/, true",
    "http://localhost:8888, true",
    "http://[::1]:8888, false",
    "http://127.0.0.1:8889, false",
    "http://127.0.0.1:8888/api, false",
    "https://127.0.0.1:8888, false",
    "https+insecure://127.0.0.1:8888, false",
    "http://127.0.0.1, false",
    "http://u@127.0.0.1:8888, false",
    "http://127.0.0.1:8888?x, false",
    "http://192.168.1.5:8888, false",
    "unix:/tmp/x.sock, false",
    "http://%zz, false",
    "'', false",
  })
  void targetIsComparedByHostAndPort(String proxy, boolean ours) {
    assertThat(leadingTo(proxy)).isInstanceOf(ours ? Standing.Whole.class : Standing.Foreign.class);
  }

  @Test
  void piecesInTwoScopesAreNoEntry() {
    assertThat(
            in(
                "{'TCP':{'443':{'HTTPS':true}},'Foreground':{'s':{'Web':{'m.example:443':"
                    + "{'Handlers':{'/':{'Proxy':'http://127.0.0.1:8888'}}}},"
                    + "'AllowFunnel':{'m.example:443':true}}}}"))
        .isInstanceOfSatisfying(
            Standing.Half.class, half -> assertThat(half.what()).contains("HTTPS on port 443"));
  }

  /// The leave for the Internet belongs to the port: with ours it would open what somebody serves
  /// to the tailnet only.
  @Test
  void privateMountBesideOursIsNotOpened() {
    String mounts =
        "{'TCP':{'443':{'HTTPS':true}},'Web':{'m.example:443':{'Handlers':{'/notes':"
            + "{'Path':'/srv/notes'}}}}";

    assertThat(in(mounts + "}"))
        .isInstanceOfSatisfying(
            Standing.Foreign.class,
            foreign -> assertThat(foreign.what()).contains("m.example:443/notes", "tailnet only"));
    assertThat(in(mounts + ",'AllowFunnel':{'m.example:443':true}}"))
        .isInstanceOf(Standing.Absent.class);
  }

  @Test
  void plainHttpOnThePortIsForeign() {
    assertThat(in("{'TCP':{'443':{'HTTP':true}}}")).isInstanceOf(Standing.Foreign.class);
  }

  @Test
  void namesAreComparedWithoutCase() {
    assertThat(
            in(
                "{'TCP':{'443':{'HTTPS':true}},'Web':{'M.Example:443':{'Handlers':{'/':{'Proxy':"
                    + "'http://127.0.0.1:8888'}}}},'AllowFunnel':{'M.Example:443':true}}"))
        .isInstanceOf(Standing.Whole.class);
  }

  @Test
  void adviceNamesTheCommand() {
    assertThat(leadingTo("http://127.0.0.1:3000").trouble())
        .isNotNull()
        .satisfies(
            trouble -> {
              assertThat(trouble.what()).contains("http://127.0.0.1:3000");
              assertThat(trouble.next())
                  .contains("tailscale funnel --https=443 --set-path=/ off", "8443");
            });
    assertThat(in("{}").trouble())
        .isNotNull()
        .satisfies(
            trouble -> assertThat(trouble.next()).contains("tailscale funnel --bg --yes 8888"));
  }
}
