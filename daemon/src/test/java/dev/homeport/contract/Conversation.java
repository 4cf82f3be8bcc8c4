package dev.homeport.contract;

import java.util.EnumSet;
import java.util.Set;

/// A question, and what the model says to it.
///
/// @param name a short phrase
public record Conversation(String name, Asked asked, Script script) {
  /// What a client's API must be able to say so that the question can be asked in it.
  public Set<Ability> needs() {
    var needs = EnumSet.noneOf(Ability.class);
    if (!asked.instructions().isEmpty()) {
      needs.add(Ability.SYSTEM);
    }
    if (asked.turns().size() - asked.instructions().size() != 1
        || asked.instructions().size() > 1
        || !(asked.turns().getLast() instanceof Turn.User)) {
      needs.add(Ability.TURNS);
    }
    if (!asked.offers().isEmpty()) {
      needs.add(Ability.TOOLS);
    }
    if (asked.choice() != null) {
      needs.add(Ability.CHOICE);
    }
    if (asked.shape() != null) {
      needs.add(asked.shape().schema() == null ? Ability.JSON : Ability.SCHEMA);
    }
    if (asked.think() != null) {
      needs.add(Ability.THINK);
    }
    if (asked.chances() != null) {
      needs.add(Ability.CHANCES);
    }
    for (Turn turn : asked.turns()) {
      if (turn instanceof Turn.User(_, var pictures) && !pictures.isEmpty()) {
        needs.add(Ability.PICTURES);
      }
      if (turn instanceof Turn.Model(String thinking, _, _) && !thinking.isEmpty()) {
        needs.add(Ability.OLD_THOUGHTS);
      }
    }
    return needs;
  }

  @Override
  public String toString() {
    return name;
  }
}
