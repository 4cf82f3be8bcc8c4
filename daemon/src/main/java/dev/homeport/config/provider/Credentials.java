package dev.homeport.config.provider;

import dev.homeport.config.value.One;
import dev.homeport.config.value.One.Judged;
import dev.homeport.config.value.One.Judged.Right;
import dev.homeport.config.value.One.Judged.Wrong;
import dev.homeport.config.value.Secret;
import dev.homeport.config.value.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// GigaChat's credentials: `client_id:client_secret`, or that in Base64, which is what they become.
final class Credentials {
  private static final String RIGHT = "write client_id:client_secret, or the same in Base64";

  static final One<Secret> KIND = new One<>(RIGHT, Credentials::judge, Secret::toString);

  private Credentials() {}

  private static Judged<Secret> judge(String text) {
    return switch (Texts.SECRET.judge(text)) {
      case Wrong<Secret> wrong -> wrong;
      case Right<Secret>(Secret secret) -> {
        String plain = secret.reveal();
        if (isPair(plain)) {
          byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
          yield new Right<>(new Secret(Base64.getEncoder().encodeToString(bytes)));
        }
        yield isPair(decoded(plain))
            ? new Right<>(secret)
            : new Wrong<>("is neither an id and a secret nor their Base64", RIGHT);
      }
    };
  }

  private static boolean isPair(String text) {
    int colon = text.indexOf(':');
    return colon > 0 && colon < text.length() - 1;
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
