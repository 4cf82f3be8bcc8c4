package dev.homeport.config.value;

import dev.homeport.config.value.One.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A whole number with a unit.
///
/// @param noun what it is: "a size"
/// @param units each unit's worth, in the order in which they are offered
/// @param example one or two good ones
record Amount(String noun, Map<String, Long> units, String example) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12}) ?([^\\d\\s].*)?");
  private static final Pattern FRACTION = Pattern.compile("\\d+[.,]\\d+ ?\\D*");

  /// Reads it as a number of the smallest unit.
  ///
  /// @param smallest the least that is right
  /// @param largest the most that is
  Judged<Long> judge(String text, long smallest, long largest) {
    if (FRACTION.matcher(text).matches()) {
      return new Judged.Wrong<>("is no whole number of its unit", "write " + example);
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return new Judged.Wrong<>("is not " + noun, "write " + example);
    }
    String number = form.group(1);
    String unit = form.group(2);
    if (unit == null) {
      return new Judged.Wrong<>("is a number without a unit", "write " + example);
    }
    Long worth = units.get(unit);
    if (worth == null) {
      return new Judged.Wrong<>("has the unknown unit " + unit, meant(number, unit));
    }
    long amount = saturated(Long.parseLong(number), worth);
    if (amount < smallest) {
      return new Judged.Wrong<>("is too little", "write at least " + print(smallest));
    }
    return amount > largest
        ? new Judged.Wrong<>("is too much", "write at most " + print(largest))
        : new Judged.Right<>(amount);
  }

  /// Writes it with the largest unit that leaves a whole number.
  String print(long amount) {
    String best =
        units.entrySet().stream().filter(u -> u.getValue() == 1).findFirst().orElseThrow().getKey();
    long worth = 1;
    for (var unit : units.entrySet()) {
      if (unit.getValue() > worth && amount != 0 && amount % unit.getValue() == 0) {
        best = unit.getKey();
        worth = unit.getValue();
      }
    }
    return amount / worth + best;
  }

  private String meant(String number, String unit) {
    List<String> spelt = new ArrayList<>();
    for (String known : units.keySet()) {
      if (known.equalsIgnoreCase(unit)) {
        return "write " + number + known;
      }
      if (known.regionMatches(true, 0, unit, 0, unit.length())) {
        spelt.add(number + known);
      }
    }
    return spelt.isEmpty()
        ? "the units are " + Words.and(List.copyOf(units.keySet()))
        : "write " + Words.or(spelt);
  }

  private static long saturated(long number, long worth) {
    return number > Long.MAX_VALUE / worth ? Long.MAX_VALUE : number * worth;
  }
}
