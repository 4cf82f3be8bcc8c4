package dev.homeport.wire.edit;

import dev.homeport.wire.JsonScanner;
import dev.homeport.wire.JsonString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A way through one JSON text, on which it is noted what is to be changed and what to be seen. It
/// knows where it is only as deep as anything can happen.
final class Walk implements JsonScanner.Listener {
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
  private final JsonScanner scanner = new JsonScanner(this, false);
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

  void begin() {
    scanner.reset();
    changes.clear();
    sights.clear();
    until = 0;
    Arrays.fill(isPut, false);
  }

  void feed(byte[] bytes, int from, int count) {
    scanner.feed(bytes, from, count);
  }

  /// No more comes; false when it was no JSON, or more is to be changed than may be.
  boolean finish() {
    scanner.finish();
    return scanner.problem() == null
        && scanner.isComplete()
        && !changes.isFull()
        && !sights.isFull();
  }

  /// Where the text's value ended.
  long until() {
    return until;
  }

  @Override
  public int keeps(int depth, boolean name) {
    if (!name || depth > deepest) {
      return 0;
    }
    entry(levels[depth]);
    Place around = levels[depth - 1].place;
    return around == null ? 0 : around.longest();
  }

  @Override
  public void name(int depth, JsonString name) {
    if (depth <= deepest) {
      Place around = levels[depth - 1].place;
      levels[depth].place = around == null ? null : around.member(name, edit.isCaseless());
    }
  }

  @Override
  public void value(int depth) {
    if (depth > deepest) {
      return;
    }
    Level level = levels[depth];
    level.valueFrom = scanner.offset();
    if (depth == 0) {
      level.place = edit.root();
    } else if (levels[depth - 1].list) {
      Place around = levels[depth - 1].place;
      level.place = around == null ? null : around.every();
      entry(level);
    }
  }

  private void entry(Level level) {
    level.entryFrom = scanner.offset();
    if (level.cutGoesOn) {
      changes.stretch(level.entryFrom);
      level.cutGoesOn = false;
    }
  }

  @Override
  public void begin(int depth, boolean object) {
    if (depth <= deepest) {
      levels[depth].list = !object;
    }
    if (depth < deepest) {
      Level inside = levels[depth + 1];
      inside.stays = false;
      inside.cutGoesOn = false;
    }
  }

  @Override
  public void end(int depth) {
    if (depth == 0 && !levels[0].list) {
      put();
    }
    over(depth, scanner.offset() + 1);
  }

  /// Puts at the end of the object what has not been there.
  private void put() {
    for (int i = 0; i < isPut.length; i++) {
      if (!isPut[i]) {
        changes.insert(scanner.offset(), edit.puts().get(i).field(levels[1].stays));
        levels[1].stays = true;
      }
    }
  }

  @Override
  public void string(int depth, JsonString string) {
    over(depth, scanner.offset() + 1);
  }

  @Override
  public void literal(int depth, char first) {
    over(depth, scanner.offset() + 1);
  }

  @Override
  public void number(int depth, JsonString number) {
    over(depth, scanner.offset());
  }

  private void over(int depth, long end) {
    if (depth > deepest) {
      return;
    }
    Level level = levels[depth];
    Place place = level.place;
    if (place != null) {
      if (place.isSeen()) {
        sights.add(place.tag(), level.valueFrom, end);
      }
      if (place.isDropped()) {
        changes.cut(level.stays ? level.staysUntil : level.entryFrom, end);
        level.cutGoesOn = !level.stays;
        return;
      }
      byte[] with = place.replacement(value);
      if (with != null) {
        changes.replace(level.valueFrom, end, with);
      }
      if (place.isPut()) {
        isPut[place.put()] = true;
      }
    }
    level.stays = true;
    level.staysUntil = end;
    if (depth == 0) {
      until = end;
    }
  }
}
