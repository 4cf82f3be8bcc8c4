package dev.homeport.wire.edit;

import dev.homeport.wire.JsonScanner;
import dev.homeport.wire.JsonString;

/// Leads a walk through a text that comes in pieces.
final class StreamGuide implements JsonScanner.Listener {
  private final Walk walk;
  private final JsonScanner scanner = new JsonScanner(this, false);

  StreamGuide(Walk walk) {
    this.walk = walk;
  }

  void feed(byte[] bytes, int from, int count) {
    scanner.feed(bytes, from, count);
  }

  /// No more comes; false when it was no JSON.
  boolean finish() {
    scanner.finish();
    return scanner.problem() == null && scanner.isComplete();
  }

  @Override
  public int keeps(int depth, boolean name) {
    if (!name) {
      return 0;
    }
    walk.entry(depth, scanner.offset());
    return walk.longestName(depth);
  }

  @Override
  public void name(int depth, JsonString name) {
    walk.name(depth, name);
  }

  @Override
  public void value(int depth) {
    walk.value(depth, scanner.offset());
  }

  @Override
  public void begin(int depth, boolean object) {
    walk.open(depth, object);
  }

  @Override
  public void end(int depth) {
    walk.close(depth, scanner.offset());
  }

  @Override
  public void string(int depth, JsonString value) {
    walk.over(depth, scanner.offset() + 1);
  }

  @Override
  public void literal(int depth, char first) {
    walk.over(depth, scanner.offset() + 1);
  }

  @Override
  public void number(int depth, JsonString value) {
    walk.over(depth, scanner.offset());
  }
}
