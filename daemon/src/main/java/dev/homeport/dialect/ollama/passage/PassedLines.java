package dev.homeport.dialect.ollama.passage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.ollama.answer.Answers;
import dev.homeport.dialect.ollama.passage.Sieve.Fate;
import dev.homeport.dialect.ollama.provider.Complaints;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.frame.LineReader;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;

/// Passes an answer on line by line. A line of garbage is left out, one that tells of an error is
/// kept back, and nothing comes after the last one.
final class PassedLines implements Rendition {
  private static final int SHOWN = 100;
  private static final byte[] BLANK = {' '};

  private final Sieve sieve;
  private final LineReader reader = new LineReader(new Lines());
  private Bytes out = new Bytes();
  private boolean understood;
  private String garbage = "";
  private @Nullable Complaint complaint;

  /// @param type the content type in lower case
  PassedLines(Sieve sieve, String type) {
    this.sieve = sieve;
    if (type.startsWith("text/html")) {
      complain(Kind.NONSENSE, "a page of HTML");
    }
  }

  @Override
  public String contentType() {
    return "application/x-ndjson";
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Bytes to) {
    if (complaint == null) {
      out = to;
      reader.feed(bytes, from, count);
    }
  }

  @Override
  public void end(Bytes to) {
    out = to;
    if (complaint == null) {
      reader.end();
    }
    if (complaint != null || sieve.isDone()) {
      return;
    }
    if (understood || garbage.isEmpty() || garbage.startsWith("{")) {
      complain(Kind.CUT, "the answer ended without \"done\":true");
    } else {
      complain(Kind.NONSENSE, "no line of JSON, but " + garbage);
    }
  }

  private void complain(Kind kind, String said) {
    complaint = Complaint.of(kind, 200, said);
  }

  private final class Lines implements LineReader.Listener {
    @Override
    public void line(byte[] bytes, int from, int count) {
      if (complaint != null || sieve.isDone()) {
        return;
      }
      Fate fate = sieve.pass(bytes, from, count, out);
      switch (fate) {
        case PASSED -> {
          understood = true;
          out.append('\n');
        }
        case ERROR -> complaint = Complaints.inside(Json.readOrMissing(bytes, from, count));
        case GARBAGE -> {
          if (!understood && bytes[from] == '<') {
            complain(Kind.NONSENSE, "a page of HTML");
          } else if (garbage.isEmpty()) {
            garbage = new String(bytes, from, Math.min(count, SHOWN), UTF_8);
          }
        }
      }
    }

    @Override
    public void tooLong() {
      if (complaint == null && !sieve.isDone()) {
        complain(Kind.NONSENSE, "a line of more than 8 MiB");
      }
    }
  }

  @Override
  public boolean hasContent() {
    return sieve.made() > 0;
  }

  @Override
  public long made() {
    return sieve.made();
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
  public void broken(int status, String text, Bytes to) {
    Answers.error(text, to);
  }

  @Override
  public byte[] keepAlive() {
    return BLANK.clone();
  }
}
