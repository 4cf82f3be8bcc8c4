package dev.homeport.wire.edit;

import dev.homeport.wire.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in a kind of JSON value where something happens, or below which something does.
final class Place {
  /// Stands for every item of a list.
  static final String EVERY = "*";

  /// The most bytes in which a letter can stand that folds to an ASCII one.
  private static final int WIDEST = 3;

  private static final int NONE = -1;

  private final String name;
  private final List<Place> members = new ArrayList<>();
  private @Nullable Place every;
  private int longest;

  private boolean dropped;
  private boolean given;
  private byte @Nullable [] fixed;
  private int tag = NONE;
  private int put = NONE;

  Place(String name) {
    this.name = name;
  }

  /// The place below this one, made where there is none yet.
  Place below(String step) {
    if (step.equals(EVERY)) {
      every = every == null ? new Place(step) : every;
      return every;
    }
    for (Place member : members) {
      if (member.name.equals(step)) {
        return member;
      }
    }
    var member = new Place(step);
    members.add(member);
    longest = Math.max(longest, step.length() * WIDEST);
    return member;
  }

  /// The place that a member of this name has.
  @Nullable Place member(JsonString called, boolean caseless) {
    for (int i = 0; i < members.size(); i++) {
      Place member = members.get(i);
      if (caseless ? called.folds(member.name) : called.is(member.name)) {
        return member;
      }
    }
    return null;
  }

  /// The same for a name without escapes.
  @Nullable Place member(byte[] bytes, int from, int count) {
    for (int i = 0; i < members.size(); i++) {
      Place member = members.get(i);
      if (member.isCalled(bytes, from, count)) {
        return member;
      }
    }
    return null;
  }

  private boolean isCalled(byte[] bytes, int from, int count) {
    if (name.length() != count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (bytes[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The place that the items of a list have here.
  @Nullable Place every() {
    return every;
  }

  /// How many bytes of a name are needed to know it.
  int longest() {
    return longest;
  }

  void drop() {
    dropped = true;
  }

  void give() {
    given = true;
  }

  void fix(byte[] json) {
    fixed = json;
  }

  void see(int seenAs) {
    if (tag != NONE || seenAs < 0) {
      throw new IllegalArgumentException("one tag, from 0 on, for " + name + ", not " + seenAs);
    }
    tag = seenAs;
  }

  /// @param index which of the fields that are put it is
  void put(int index) {
    put = index;
  }

  boolean isDropped() {
    return dropped;
  }

  boolean isSeen() {
    return tag != NONE;
  }

  int tag() {
    return tag;
  }

  boolean isPut() {
    return put != NONE;
  }

  int put() {
    return put;
  }

  /// What stands here afterwards, nothing where that is what stood here before.
  byte @Nullable [] replacement(byte @Nullable [] value) {
    return given ? value : fixed;
  }
}
