package dev.homeport.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Programs;
import dev.homeport.host.Keychain.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeychainTest {
  @TempDir Path folder;

  @AfterEach
  void nothingRunsOn() {
    assertThat(Programs.running()).isEmpty();
  }

  private Secret find(String... security) throws InterruptedException {
    var programs = new Programs(folder);
    programs.put("security", security);
    var mac = Platform.of(programs.env(), "Mac OS X", "/Users/ann", "ann");
    return new Keychain(mac, Duration.ofSeconds(2)).find("homeport", "link key");
  }

  private static String why(Secret secret) {
    assertThat(secret).isInstanceOf(Secret.Missing.class);
    return ((Secret.Missing) secret).why();
  }

  @Test
  void secretComesWithoutTheLineEndThatIsPrintedAfterIt() throws Exception {
    Secret secret =
        find(
            "[ \"$*\" = 'find-generic-password -s homeport -a link key -w' ] || exit 2",
            "echo ' hp_abc '");

    assertThat(secret).isEqualTo(new Secret.Found(" hp_abc "));
    assertThat(secret.toString()).doesNotContain("hp_abc");
  }

  @Test
  void secretBeyondAsciiComesAsHexAndIsDecoded() throws Exception {
    Secret secret =
        find(
            "case \"$*\" in *-w) echo 70c3a46765;;",
            "*-g) echo 'keychain: \"login\"'; echo 'password: 0x70C3A46765  \"p\\303\\244ge\"' >&2;;",
            "esac");

    assertThat(secret).isEqualTo(new Secret.Found("päge"));
  }

  @Test
  void secretThatOnlyLooksLikeHexStaysAsItIs() throws Exception {
    Secret secret =
        find(
            "case \"$*\" in *-w) echo 70c3a46765;;",
            "*-g) echo 'password: \"70c3a46765\"' >&2;;",
            "esac");

    assertThat(secret).isEqualTo(new Secret.Found("70c3a46765"));
  }

  @ParameterizedTest
  @CsvSource({
    "44, does not exist; add it with: security add-generic-password -U -s homeport -a link key -w",
    "36, security unlock-keychain",
    "51, the keychain refused",
    "128, the keychain refused",
    "1, exit status 1",
  })
  void failureSaysWhatToDo(int exit, String words) throws Exception {
    assertThat(why(find("echo 'security: SecKeychain…' >&2", "exit " + exit))).contains(words);
  }

  @Test
  void dialogThatNobodyAnswersIsNotWaitedForLong() throws Exception {
    assertThat(why(find("sleep 100"))).contains("within 2 s").contains("file:PATH");
  }

  @Test
  void emptySecretIsMissing() throws Exception {
    assertThat(why(find("echo"))).contains("is empty");
  }

  @Test
  void otherSystemsHaveNone() throws Exception {
    var linux = Platform.of(Map.of(), "Linux", "/home/ann", "ann");

    assertThat(why(new Keychain(linux).find("s", "a")))
        .isEqualTo("there is no keychain on this system; use file:PATH or ${ENV} instead");
  }
}
