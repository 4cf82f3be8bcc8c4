package dev.homeport.role;

import dev.homeport.condition.Conditions;
import dev.homeport.condition.Patient;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Tells the journal who begins to rest and who is back, and people of whole providers.
///
/// @param isHome whether the provider of that name is a home
public record ConditionLines(Journal journal, AlertDesk alerts, Predicate<String> isHome)
    implements Conditions.Listener {
  @Override
  public void rests(Patient patient) {
    Map<String, Object> facts = facts(patient.provider(), patient.model());
    facts.put("cause", patient.why().cause());
    facts.put("detail", patient.why().detail());
    facts.put("until", patient.until().truncatedTo(ChronoUnit.SECONDS).toString());
    journal.note(Weight.WARN, "provider rests", facts);
    if (patient.model() == null) {
      String name = patient.provider();
      alerts.down(name, isHome.test(name), patient.why().cause(), patient.until());
    }
  }

  @Override
  public void back(String provider, @Nullable String model, Duration after) {
    Map<String, Object> facts = facts(provider, model);
    facts.put("after", after.toSeconds() + "s");
    journal.note(Weight.INFO, "provider is back", facts);
    if (model == null) {
      alerts.back(provider, isHome.test(provider));
    }
  }

  private static Map<String, Object> facts(String provider, @Nullable String model) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("provider", provider);
    if (model != null) {
      facts.put("model", model);
    }
    return facts;
  }
}
