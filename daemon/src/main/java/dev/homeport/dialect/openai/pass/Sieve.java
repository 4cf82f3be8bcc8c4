package dev.homeport.dialect.openai.pass;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.openai.answer.Reading;
import dev.homeport.wire.edit.JsonEdit.Outcome;
import dev.homeport.wire.frame.Bytes;
import org.jspecify.annotations.Nullable;

/// Passes an answer's objects on with our id, moment and name of the model, and without what is
/// nobody's business or breaks a client; and sees of each what tells how far the answer is.
final class Sieve {
  private final Changes changes;
  private final Reading reading;
  private final boolean stream;
  private final boolean isText;
  private final boolean usageDropped;

  private boolean roleSeen;
  private long made;
  private boolean calls;
  private boolean finished;
  private @Nullable Usage usage;

  // What was seen of the object that is passed right now.
  private boolean role;
  private boolean said;
  private boolean called;
  private String finish = "";
  private boolean error;
  private boolean choices;
  private @Nullable Usage counted;

  /// What became of an object.
  enum Fate {
    /// It was passed on.
    PASSED,
    /// It has only counts, and was passed on.
    COUNTS,
    /// It holds nothing for the client, and was not.
    DROPPED,
    /// It says that the answer failed, and was not.
    ERROR,
    /// It is none of an answer, and was not.
    GARBAGE
  }

  /// @param usageWanted whether the client wants to hear at the end of a stream what was used
  Sieve(ChatRequest request, AnswerStamp stamp, Reading reading, boolean usageWanted) {
    this.changes = new Changes(request, stamp);
    this.reading = reading;
    this.stream = request.stream();
    this.isText = request.api() == Api.OPENAI_COMPLETIONS;
    this.usageDropped = stream && !usageWanted;
  }

  /// Passes this on, if it is to be.
  Fate pass(byte[] json, int from, int count, Bytes out) {
    role = false;
    said = false;
    called = false;
    finish = "";
    error = false;
    choices = false;
    counted = null;
    int before = out.length();
    int how = (usageDropped ? Changes.WITHOUT_USAGE : 0) | (roleSeen ? Changes.WITHOUT_ROLE : 0);
    if (changes.editor(how).apply(json, from, count, out, this::see) == Outcome.BROKEN) {
      return Fate.GARBAGE;
    }
    usage = counted == null ? usage : counted;
    if (error || finish.equals("error")) {
      out.keep(before);
      return Fate.ERROR;
    }
    if (!choices) {
      return alone(before, out);
    }
    int again = again(how);
    if (again != how) {
      out.keep(before);
      changes.editor(again).apply(json, from, count, out);
    }
    roleSeen |= role;
    made += said || called ? 1 : 0;
    calls |= called;
    finished |= !finish.isEmpty();
    return Fate.PASSED;
  }

  /// An object without a choice: what was used, or something that only its provider understands.
  private Fate alone(int before, Bytes out) {
    if (counted != null && !usageDropped) {
      return Fate.COUNTS;
    }
    out.keep(before);
    return Fate.DROPPED;
  }

  /// What else has to be done to this object, now that it was seen: counts beside a choice break a
  /// client (wire.md G.38), and an end by a call must say so (wire.md G.17).
  private int again(int how) {
    int again = how;
    if (counted != null && stream) {
      again |= Changes.WITHOUT_USAGE;
    }
    if (finish.equals("stop") && (calls || called)) {
      again |= Changes.ENDED_BY_CALLS;
    }
    return again;
  }

  private void see(int tag, byte[] bytes, int from, int count) {
    boolean text = bytes[from] == '"' && count > 2;
    switch (tag) {
      case Changes.ROLE -> role = text;
      case Changes.FINISH -> finish = text ? new String(bytes, from + 1, count - 2, UTF_8) : finish;
      case Changes.USAGE, Changes.OTHER_USAGE -> {
        Usage used = bytes[from] == '{' ? reading.counts(bytes, from, count) : null;
        counted = used == null ? counted : used;
      }
      case Changes.ERROR, Changes.CHOICE_ERROR -> error |= bytes[from] == '{' || text;
      case Changes.CHOICES -> choices = bytes[from] == '[' && count > 2;
      default -> {
        if (tag >= Changes.CALLS) {
          called |= count > 2 && (bytes[from] == '[' || bytes[from] == '{');
        } else {
          said |= text || (bytes[from] == '[' && count > 2);
        }
      }
    }
  }

  /// Whether the client still has to be told whose turn it is.
  boolean lacksRole() {
    return !roleSeen && !isText;
  }

  /// The client was told.
  void roleTold() {
    roleSeen = true;
  }

  /// Whether the client is to hear what was used.
  boolean wantsUsage() {
    return !usageDropped;
  }

  /// How many objects had something in them that the model made.
  long made() {
    return made;
  }

  /// Whether a reason to finish was.
  boolean isFinished() {
    return finished;
  }

  /// What was used, as far as it is known.
  @Nullable Usage usage() {
    return usage;
  }
}
