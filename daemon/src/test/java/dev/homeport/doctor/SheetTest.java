package dev.homeport.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.doctor.Outcome.State;
import dev.homeport.wire.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTest {
  private static final Step WELL = new Step("a.alive", "a", State.OK, "it lives", null, false);
  private static final Step ILL =
      new Step("a.b", "a", State.FAIL, "one\ntwo", "do this\nand that", false);
  private static final Step MENDED = new Step("a.c", "a", State.OK, "made it", null, true);
  private static final Card CARD =
      new Card(
          List.of(
              WELL,
              ILL,
              MENDED,
              new Step("a.d", "a", State.WARN, "hm", "x", false),
              new Step("a.e", "a", State.SKIP, "not seen", null, false)));

  @Test
  void stepIsALineAndWhatMendsItStandsBelow() {
    var sheet = new Sheet(7, false);
    assertThat(sheet.lines(WELL)).containsExactly("ok     a.alive  it lives");
    assertThat(sheet.lines(ILL))
        .containsExactly(
            "fail   a.b      one",
            "                two",
            "                → do this",
            "                → and that");
    assertThat(sheet.lines(MENDED)).containsExactly("fixed  a.c      made it");
  }

  @Test
  void onlyTheStateHasAColour() {
    assertThat(new Sheet(7, true).lines(WELL))
        .containsExactly("\033[32mok   \033[0m  a.alive  it lives");
  }

  @Test
  void whatOthersSayDoesNotOrderTheTerminalAbout() {
    Step evil = new Step("a.b", "a", State.OK, "\033[2Jgone\r", "x\007", false);
    assertThat(new Sheet(3, false).lines(evil))
        .containsExactly("ok     a.b   [2Jgone ", "            → x ");
  }

  @Test
  void summaryCountsThem() {
    assertThat(new Sheet(1, false).summary(CARD))
        .isEqualTo("2 ok, 1 warning, 1 failed, 1 not seen, 1 fixed");
    assertThat(new Sheet(1, false).summary(new Card(List.of(WELL))))
        .isEqualTo("1 ok, 0 warnings, 0 failed");
  }

  @Test
  void jsonHasEveryStepWithItsId() {
    assertThat(JsonObject.parse(CARD.json("1.2", List.of("daemon"))))
        .isInstanceOfSatisfying(
            JsonObject.Parsed.Good.class,
            good -> {
              JsonObject page = good.object();
              assertThat(page.flag("ok", true)).isFalse();
              assertThat(page.text("version")).isEqualTo("1.2");
              assertThat(page.texts("roles")).containsExactly("daemon");
              assertThat(page.objects("steps").get(1).toString())
                  .isEqualTo(
                      "{\"id\":\"a.b\",\"group\":\"a\",\"state\":\"fail\",\"what\":\"one\\ntwo\","
                          + "\"fix\":\"do this\\nand that\",\"fixed\":false}");
              assertThat(page.object("counts").toString())
                  .isEqualTo("{\"ok\":2,\"warn\":1,\"fail\":1,\"skip\":1,\"fixed\":1}");
            });
  }
}
