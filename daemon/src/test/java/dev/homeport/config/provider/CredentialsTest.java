package dev.homeport.config.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.value.One.Judged;
import dev.homeport.config.value.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// GigaChat's credentials as people have them.
class CredentialsTest {
  @ParameterizedTest
  @CsvSource({
    "id:secret, aWQ6c2VjcmV0",
    "aWQ6c2VjcmV0, aWQ6c2VjcmV0",
    "a:b:c, YTpiOmM=",
  })
  void pairAndItsBase64BecomeTheSame(String written, String sent) {
    assertThat(Credentials.KIND.judge(written)).isEqualTo(new Judged.Right<>(new Secret(sent)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "aWQ=", "OnNlY3JldA==", "aWQ6", ":secret", "id:", "&&&", "a b:c"})
  void whatIsNoPairIsRefused(String written) {
    assertThat(Credentials.KIND.judge(written)).isInstanceOf(Judged.Wrong.class);
  }
}
