package dev.homeport.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.wire.JsonObject;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of `homeport usage`.
class UsageTableTest {
  @ParameterizedTest
  @CsvSource({
    "0,           0.0000 USD",
    "1.2345,      1.2345 USD",
    "1.23455,     1.2346 USD",
    "0.00009,     <0.0001 USD",
    "0.0001,      0.0001 USD",
    "-2,          -2.0000 USD",
    "123456789.1, 123456789.1000 USD",
  })
  void moneyHasFourDecimals(BigDecimal dollars, String text) {
    assertThat(UsageTable.money(dollars)).isEqualTo(text);
  }

  @Test
  void largestFiguresAndLongestNamesFitIntoTheWidth() {
    String row =
        "{\"model\":\""
            + "a-very-long-name\\u001b[31m".repeat(9)
            + "\",\"requests\":9999999,\"failed\":99999,\"fallbacks\":999999,"
            + "\"tokens_in\":99999999999,\"tokens_out\":9999999,\"cost\":9999.123456789,"
            + "\"saved\":9999.99,\"estimated\":1,\"unpriced\":7}";
    JsonObject page =
        JsonObject.orEmpty("{\"by\":\"model\",\"rows\":[" + row + "],\"total\":" + row + "}");
    assertThat(UsageTable.of(page, JsonObject.EMPTY))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(101).doesNotContain("\u001b"))
        .contains("what home saved: 9999.9900 USD")
        .anyMatch(line -> line.startsWith("of 7 requests no price is known"));
  }
}
