package dev.homeport.store.redis;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.redis.Redis.Answer;
import dev.homeport.store.redis.StoredFact.Field;
import dev.homeport.store.redis.protocol.Line;
import dev.homeport.store.redis.protocol.RedisAddress;
import dev.homeport.store.redis.protocol.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Facts in a Redis, shared by all routers on it. What is known is answered from memory, and goes
/// on to be while Redis is away; it follows what the others write within milliseconds, and where a
/// message was lost, within half a second.
///
/// A change is acknowledged when Redis has acknowledged it. Whether it outlives a crash of Redis is
/// up to how Redis is set: with `appendonly yes` and `appendfsync always` it does.
final class RedisFacts implements Facts {
  /// So often what was loaded may turn out to be old already.
  private static final int LOADS = 3;

  private final Redis redis;
  private final Journal journal;
  private final Marks marks = new Marks();
  private final List<String> keys;
  private final String channel;
  private final Mirror mirror = new Mirror();

  /// Asks for a look soon, without waiting.
  private final Runnable nudge;

  RedisFacts(Redis redis, RedisAddress address, Journal journal, Runnable nudge) {
    this.redis = redis;
    this.journal = journal;
    this.keys = List.of(address.key("meta"), address.key("facts"));
    this.channel = address.channel();
    this.nudge = nudge;
  }

  @Override
  public Shelf shelf(String kind) {
    return mirror.shelf(kind);
  }

  /// Nothing is to be done: who writes tells us.
  @Override
  public void freshen() {}

  @Override
  public void freshenNow() {
    Line now = redis.line();
    if (now != null) {
      var _ = look(now);
    }
  }

  @Override
  public Written put(Fact fact) {
    return write("put", new Field(fact.kind(), fact.name()), StoredFact.text(fact));
  }

  @Override
  public Written add(Fact fact) {
    return write("add", new Field(fact.kind(), fact.name()), StoredFact.text(fact));
  }

  @Override
  public Written remove(String kind, String name) {
    return write("remove", new Field(kind, name), "");
  }

  private Written write(String what, Field field, String text) {
    Line now = redis.line();
    if (now == null) {
      return new Written.Failed(redis.trouble());
    }
    String mark = marks.next();
    String name = StoredFact.field(field.kind(), field.name());
    var task =
        FactScripts.CHANGE.on(
            keys, List.of(what, name, text, mark, channel, Integer.toString(name.length())));
    Answer answer = redis.ask(now, task, reply -> follow(reply, name, mark));
    return switch (answer) {
      case Answer.Away _ -> new Written.Failed(redis.trouble());
      case Answer.Refused(var complaint) ->
          new Written.Failed("Redis does not keep it: " + complaint.text());
      case Answer.Said(Reply reply) -> {
        if (reply.asList().isEmpty() || reply.asList().getFirst().asNumber() == 0) {
          yield new Written.Unmet();
        }
        redis.writes();
        if (mirror.seen().revision() < reply.asList().get(1).asNumber()) {
          // Another replica wrote in between, and the message of it is still on its way.
          var _ = load(now);
        }
        yield new Written.Done();
      }
    };
  }

  /// Takes in a change of our own, in the order in which Redis made it.
  private void follow(Reply reply, String field, String mark) {
    List<Reply> parts = reply.asList();
    if (parts.size() == 4) {
      Change.of(parts.get(1).asNumber(), parts.get(2).asText(), mark, field, parts.get(3).asText())
          .ifPresent(mirror::follow);
    }
  }

  /// Takes in a message about somebody's change. Never waits.
  void message(String text) {
    boolean followed = Change.read(text).map(mirror::follow).orElse(false);
    if (!followed) {
      nudge.run();
    }
  }

  /// Compares what is known with what there is and takes in what is new; says what went wrong,
  /// nothing where all went well.
  @Nullable Answer look(Line over) {
    Mirror.Seen known = mirror.seen();
    if (known.isBehind()) {
      return load(over);
    }
    return switch (redis.ask(over, FactScripts.LOOK.on(keys, List.of()), _ -> {})) {
      case Answer.Said(Reply reply) -> {
        List<Reply> at = reply.asList();
        boolean same =
            at.size() == 2
                && at.get(0).asNumber() == known.revision()
                && at.get(1).asText().equals(known.mark());
        // What we have followed meanwhile is newer than what was said.
        yield same || mirror.seen().revision() > known.revision() ? null : load(over);
      }
      case Answer failed -> failed;
    };
  }

  /// Loads all facts; says what went wrong, nothing where all went well.
  @Nullable Answer load(Line over) {
    for (int i = 0; i < LOADS; i++) {
      Mirror.Seen known = mirror.seen();
      Answer answer =
          redis.ask(over, FactScripts.LOAD.on(keys, List.of()), reply -> show(known, reply));
      if (!(answer instanceof Answer.Said)) {
        return answer;
      }
      if (!mirror.seen().isBehind()) {
        return null;
      }
    }
    return null;
  }

  private void show(Mirror.Seen asked, Reply reply) {
    List<Reply> parts = reply.asList();
    if (parts.size() != 3) {
      return;
    }
    var stored = new ArrayList<StoredFact>();
    List<Reply> pairs = parts.get(2).asList();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      String text = pairs.get(i + 1).asText();
      Field.read(pairs.get(i).asText())
          .flatMap(field -> StoredFact.read(field, text))
          .ifPresent(stored::add);
    }
    stored.sort(Comparator.comparingLong(StoredFact::place));
    long revision = parts.get(0).asNumber();
    Mirror.Loaded loaded =
        mirror.load(
            asked, revision, parts.get(1).asText(), stored.stream().map(StoredFact::fact).toList());
    if (loaded == Mirror.Loaded.REPLACED) {
      journal.note(
          Weight.ERROR,
          "state replaced",
          Map.of(
              "cause",
              revision == 0 ? "Redis was emptied" : "Redis holds an older state than it did",
              "facts",
              stored.size(),
              "fix",
              "let Redis keep what it acknowledges: appendonly yes"));
    }
  }
}
