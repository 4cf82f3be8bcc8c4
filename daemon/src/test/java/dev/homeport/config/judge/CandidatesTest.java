package dev.homeport.config.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.source.Environment.Variable;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Problem;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Table;
import dev.homeport.config.value.Texts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Variables that could mean more than one setting, which the daemon's own table never lets happen,
/// and some that mean none.
class CandidatesTest {
  @Test
  void variableThatFitsTwoSettingsIsRefused() {
    var table =
        new Table(
            List.of(
                Setting.of("a.b-c", Texts.TEXT, "", "one"),
                Setting.of("a.b.c", Texts.TEXT, "", "other")),
            Set.of());
    var findings = new Findings();
    var name = "HOMEPORT_A_B_C";
    new Candidates(table, findings)
        .addVariables(Map.of(name, new Variable(name, "x", new Origin.Environment(name))));
    assertThat(findings.problems())
        .extracting(Problem::text)
        .containsExactly(
            "environment HOMEPORT_A_B_C: fits a.b-c and a.b.c; set the one that is meant in the"
                + " file");
  }

  @Test
  void keyWithWhichCommandsAskIsNoSettingThatIsSpelledWrongly() {
    var findings = new Findings();
    var name = "HOMEPORT_KEY";
    new Candidates(new Table(List.of(), Set.of()), findings)
        .addVariables(Map.of(name, new Variable(name, "x", new Origin.Environment(name))));
    assertThat(findings.problems()).isEmpty();
    assertThat(findings.warnings()).isEmpty();
  }
}
