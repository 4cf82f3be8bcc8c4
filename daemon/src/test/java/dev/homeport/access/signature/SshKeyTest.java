package dev.homeport.access.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.access.signature.SshKey.Parsed;
import dev.homeport.fake.OllamaProgram;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `.pub` files.
class SshKeyTest {
  /// Made by OpenSSH's ssh-keygen.
  private static final String BLOB =
      "AAAAC3NzaC1lZDI1NTE5AAAAIEtRiNj4jWKQVz/5/1+In9VY6FIEGdsb5aie50KVYp8p";

  private static String blobOf(String text) {
    return switch (SshKey.parse(text)) {
      case Parsed.Good(SshKey key) -> key.blob();
      case Parsed.Bad(String why) -> throw new AssertionError(why);
    };
  }

  @Test
  void publicKeyIsReadWithOrWithoutComment() {
    assertThat(blobOf("ssh-ed25519 " + BLOB + " user@my-mac\n")).isEqualTo(BLOB);
    assertThat(blobOf("  ssh-ed25519   " + BLOB)).isEqualTo(BLOB);
    assertThat(blobOf(new OllamaProgram().publicLine())).hasSize(BLOB.length());
  }

  @ParameterizedTest
  @CsvSource({
    "'',                                                      one line",
    "ssh-ed25519,                                             one line",
    "-----BEGIN OPENSSH PRIVATE KEY-----,                     give its .pub",
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ me,               only ssh-ed25519",
    "ssh-ed25519 AAAA me,                                     damaged or cut",
    "ssh-ed25519 !!!! me,                                     damaged or cut",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== me,             damaged or cut",
  })
  void whatIsNoneSaysWhatWouldBeRight(String text, String right) {
    assertThat(SshKey.parse(text))
        .isInstanceOfSatisfying(Parsed.Bad.class, bad -> assertThat(bad.why()).contains(right));
  }

  @Test
  void keyOfAnotherKindUnderThisNameIsNone() {
    byte[] bytes = Base64.getDecoder().decode(BLOB);
    bytes[5] = 'x';
    assertThat(SshKey.of(Base64.getEncoder().encodeToString(bytes))).isEmpty();
  }

  @Test
  void twoKeysInOneFileAreNone() {
    String line = new OllamaProgram().publicLine();
    assertThat(SshKey.parse(line + line)).isInstanceOf(Parsed.Bad.class);
  }
}
