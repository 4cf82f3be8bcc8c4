package dev.homeport.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A package may use only packages on lower floors, which also makes cycles impossible.
class FloorsTest {
  /// Lowest first. A new package must be given a place here before it compiles into the build.
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("time"),
          Set.of("failure", "chat", "lifecycle", "wire"),
          Set.of("journal"),
          Set.of("config", "resilience", "health", "store"),
          Set.of(
              "dialect",
              "access",
              "account",
              "ledger",
              "catalogue",
              "condition",
              "host",
              "link",
              "state"),
          Set.of("routing", "upstream", "tunnel", "verdict"),
          Set.of("relay", "front", "probe", "alert"),
          Set.of("server"),
          Set.of("role", "simulation", "doctor", "install"),
          Set.of("cli"));

  @Test
  void everyDependencyPointsDownwards() {
    var breaches = new TreeSet<String>();
    for (JavaClass origin : House.CLASSES) {
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        String from = House.packageOf(origin);
        String to = House.packageOf(dependency.getTargetClass());
        if (!to.isEmpty() && !from.equals(to) && floorOf(to) >= floorOf(from)) {
          breaches.add(dependency.getDescription());
        }
      }
    }
    assertThat(breaches).isEmpty();
  }

  private static int floorOf(String name) {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(name)) {
        return floor;
      }
    }
    throw new AssertionError("package " + name + " has no floor");
  }
}
