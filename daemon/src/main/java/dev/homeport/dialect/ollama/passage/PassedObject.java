package dev.homeport.dialect.ollama.passage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.answer.WholeBody;
import dev.homeport.dialect.ollama.passage.Sieve.Fate;
import dev.homeport.dialect.ollama.provider.Complaints;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.frame.LineReader;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;

/// Passes an answer on as one object, once it is there and says that it is whole: one that comes as
/// such byte for byte, one that comes in lines put together.
final class PassedObject implements Rendition {
  private static final int SHOWN = 100;
  private static final byte[] BLANK = {' '};

  private final Sieve sieve;
  private final LineReader reader = new LineReader(new Lines());
  private final GatheredLines lines;

  /// All that came, as long as it may be one object.
  private final WholeBody come = new WholeBody();

  private boolean inLines;
  private boolean done;
  private String garbage = "";
  private @Nullable Complaint complaint;

  /// @param generate whether it is an answer of `/api/generate`
  /// @param type the content type in lower case
  PassedObject(Sieve sieve, boolean generate, String type) {
    this.sieve = sieve;
    this.lines = new GatheredLines(generate);
    this.inLines = type.startsWith("application/x-ndjson");
    if (type.startsWith("text/html")) {
      complain(Kind.NONSENSE, "a page of HTML");
    }
  }

  @Override
  public String contentType() {
    return "application/json; charset=utf-8";
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Bytes out) {
    if (complaint != null) {
      return;
    }
    if (!inLines && !come.gather(bytes, from, count)) {
      complain(Kind.NONSENSE, "an answer of more than 32 MiB");
      return;
    }
    reader.feed(bytes, from, count);
  }

  /// Hears of the lines. What is no object among them is passed over: it may be a line of one.
  private final class Lines implements LineReader.Listener {
    @Override
    public void line(byte[] bytes, int from, int count) {
      if (complaint != null || done) {
        inLines |= done;
        return;
      }
      JsonNode line = Json.readOrMissing(bytes, from, count);
      if (!line.isObject()) {
        garbage = garbage.isEmpty() ? text(bytes, from, count) : garbage;
        return;
      }
      JsonNode error = line.path("error");
      if (!error.isMissingNode() && !error.isNull()) {
        complaint = Complaints.inside(line);
        return;
      }
      if (!lines.take(line)) {
        complain(Kind.NONSENSE, "an answer of more than 32 MiB");
        return;
      }
      done = line.path("done").asBoolean(false);
      if (lines.lines() > 1) {
        inLines = true;
        come.clear();
      }
    }

    @Override
    public void tooLong() {
      if (complaint == null && inLines && !done) {
        complain(Kind.NONSENSE, "a line of more than 8 MiB");
      }
    }
  }

  private static String text(byte[] bytes, int from, int count) {
    return new String(bytes, from, Math.min(count, SHOWN), UTF_8);
  }

  @Override
  public void end(Bytes out) {
    if (complaint == null) {
      reader.end();
    }
    if (complaint != null) {
      return;
    }
    if (inLines && lines.lines() == 0) {
      garbage(garbage);
    } else if (inLines || (lines.lines() == 1 && !garbage.isEmpty())) {
      Bytes whole = lines.whole();
      pass(whole.array(), whole.length(), out);
    } else {
      pass(come.array(), come.length(), out);
    }
    come.clear();
  }

  private void pass(byte[] bytes, int count, Bytes out) {
    int before = out.length();
    Fate fate = sieve.pass(bytes, 0, count, out);
    switch (fate) {
      case PASSED -> {
        if (!sieve.isDone()) {
          out.keep(before);
          complain(Kind.CUT, "the answer ended without \"done\":true");
        }
      }
      case ERROR -> complaint = Complaints.inside(Json.readOrMissing(bytes, 0, count));
      case GARBAGE -> garbage(come.start(SHOWN));
    }
  }

  private void garbage(String start) {
    if (start.isBlank()) {
      complain(Kind.CUT, "the answer is empty");
    } else if (start.stripLeading().startsWith("{")) {
      complain(Kind.CUT, "the answer ends in the middle");
    } else if (start.stripLeading().startsWith("<")) {
      complain(Kind.NONSENSE, "a page of HTML");
    } else {
      complain(Kind.NONSENSE, "no JSON, but " + start);
    }
  }

  private void complain(Kind kind, String said) {
    complaint = Complaint.of(kind, 200, said);
  }

  @Override
  public boolean hasContent() {
    return made() > 0;
  }

  @Override
  public long made() {
    return Math.max(lines.made(), sieve.made());
  }

  @Override
  public @Nullable Complaint complaint() {
    return complaint;
  }

  @Override
  public @Nullable Usage usage() {
    return sieve.usage();
  }

  @Override
  public void broken(int status, String text, Bytes out) {}

  @Override
  public byte[] keepAlive() {
    return BLANK.clone();
  }
}
