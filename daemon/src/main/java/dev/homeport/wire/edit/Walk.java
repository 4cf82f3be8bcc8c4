package dev.homeport.wire.edit;

import dev.homeport.wire.JsonString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A way through one JSON text, on which it is noted what is to be changed and what to be seen. It
/// knows where it is only as deep as anything can happen. Whoever reads the text leads it.
///
/// The depth of a thing is how many brackets are open around it; places are counted from the
/// beginning of the text.
final class Walk {
  /// Where the walk is in one depth.
  private static final class Level {
    /// The place of the value that goes by, where anything can happen in it.
    @Nullable Place place;

    /// Whether that value is a list.
    boolean list;

    long valueFrom;

    /// Where the value begins, its name included.
    long entryFrom;

    /// Whether anything stays of what is around, and where the last of it ended.
    boolean stays;

    long staysUntil;

    /// Whether the last cut goes on to the next entry: nothing that stays is before it, so that the
    /// comma goes with it.
    boolean cutGoesOn;
  }

  private final JsonEdit edit;
  private final byte @Nullable [] value;
  private final int deepest;
  private final Level[] levels;
  private final boolean[] isPut;

  final Spans changes = new Spans();
  final Sights sights = new Sights();
  private long until;

  Walk(JsonEdit edit, byte @Nullable [] value) {
    this.edit = edit;
    this.value = value;
    this.deepest = edit.deepest();
    this.levels = new Level[deepest + 1];
    Arrays.setAll(levels, _ -> new Level());
    this.isPut = new boolean[edit.puts().size()];
  }

  /// Forgets everything, for another text.
  void begin() {
    changes.clear();
    sights.clear();
    until = 0;
    Arrays.fill(isPut, false);
  }

  /// Where the text's value ended.
  long until() {
    return until;
  }

  /// Whether no more is to be noted than may be.
  boolean isBounded() {
    return !changes.isFull() && !sights.isFull();
  }

  /// Whether the names in this depth count, or are passed over.
  boolean needsNames(int depth) {
    return depth <= deepest && levels[depth - 1].place != null;
  }

  /// How many bytes of a name in this depth are needed to know it.
  int longestName(int depth) {
    Place around = depth <= deepest ? levels[depth - 1].place : null;
    return around == null ? 0 : around.longest();
  }

  boolean isCaseless() {
    return edit.isCaseless();
  }

  /// A name begins.
  void entry(int depth, long at) {
    if (depth <= deepest) {
      Level level = levels[depth];
      level.entryFrom = at;
      level.place = null;
      if (level.cutGoesOn) {
        changes.stretch(at);
        level.cutGoesOn = false;
      }
    }
  }

  /// A name is over.
  void name(int depth, JsonString name) {
    Place around = depth <= deepest ? levels[depth - 1].place : null;
    if (around != null) {
      levels[depth].place = around.member(name, edit.isCaseless());
    }
  }

  /// A name without escapes is over.
  void name(int depth, byte[] bytes, int from, int count) {
    Place around = depth <= deepest ? levels[depth - 1].place : null;
    if (around != null) {
      levels[depth].place = around.member(bytes, from, count);
    }
  }

  /// A value begins.
  void value(int depth, long at) {
    if (depth > deepest) {
      return;
    }
    if (depth == 0) {
      levels[0].place = edit.root();
    } else if (levels[depth - 1].list) {
      entry(depth, at);
      Place around = levels[depth - 1].place;
      levels[depth].place = around == null ? null : around.every();
    }
    levels[depth].valueFrom = at;
  }

  /// The value is an object or a list.
  void open(int depth, boolean object) {
    if (depth <= deepest) {
      levels[depth].list = !object;
    }
    if (depth < deepest) {
      Level inside = levels[depth + 1];
      inside.stays = false;
      inside.cutGoesOn = false;
    }
  }

  /// What was opened in this depth has its bracket here.
  void close(int depth, long at) {
    if (depth == 0 && !levels[0].list) {
      put(at);
    }
    over(depth, at + 1);
  }

  /// Puts at the end of the object what has not been there.
  private void put(long at) {
    for (int i = 0; i < isPut.length; i++) {
      if (!isPut[i]) {
        changes.insert(at, edit.puts().get(i).field(levels[1].stays));
        levels[1].stays = true;
      }
    }
  }

  /// A value is over.
  void over(int depth, long end) {
    if (depth > deepest) {
      return;
    }
    Level level = levels[depth];
    Place place = level.place;
    if (place != null && happens(place, level, end)) {
      return;
    }
    level.stays = true;
    level.staysUntil = end;
    if (depth == 0) {
      until = end;
    }
  }

  /// Whether the value goes.
  private boolean happens(Place place, Level level, long end) {
    if (place.isSeen()) {
      sights.add(place.tag(), level.valueFrom, end);
    }
    if (place.isDropped()) {
      changes.cut(level.stays ? level.staysUntil : level.entryFrom, end);
      level.cutGoesOn = !level.stays;
      return true;
    }
    byte[] with = place.replacement(value);
    if (with != null) {
      changes.replace(level.valueFrom, end, with);
    }
    if (place.isPut()) {
      isPut[place.put()] = true;
    }
    return false;
  }
}
