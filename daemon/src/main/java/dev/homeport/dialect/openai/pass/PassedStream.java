package dev.homeport.dialect.openai.pass;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.openai.answer.Reading;
import dev.homeport.dialect.openai.pass.Sieve.Fate;
import dev.homeport.dialect.openai.write.Events;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.frame.EventReader;
import org.jspecify.annotations.Nullable;

/// Passes a stream on, chunk by chunk.
///
/// A chunk of garbage is left out (cases.md B4), and so are comments and what only the provider
/// understands. The end goes out only where the answer is whole.
final class PassedStream implements Rendition {
  private static final int SHOWN = 300;
  private static final byte[] DATA = "data: ".getBytes(UTF_8);
  private static final byte[] END = "\n\n".getBytes(UTF_8);

  private final Sieve sieve;
  private final Reading reading;
  private final Events events;
  private final EventReader reader = new EventReader(new Listener());
  private Bytes out = new Bytes();
  private boolean passed;
  private boolean counted;
  private boolean over;
  private String garbage = "";
  private @Nullable Complaint complaint;

  /// @param events makes the chunks that the provider left out
  /// @param type the content type in lower case
  PassedStream(Sieve sieve, Reading reading, Events events, String type) {
    this.sieve = sieve;
    this.reading = reading;
    this.events = events;
    if (type.startsWith("text/html")) {
      complain(Kind.NONSENSE, "a page of HTML");
    }
  }

  @Override
  public String contentType() {
    return Events.TYPE;
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Bytes to) {
    out = to;
    if (complaint == null && !over) {
      reader.feed(bytes, from, count);
    }
  }

  @Override
  public void end(Bytes to) {
    out = to;
    if (complaint != null || over) {
      return;
    }
    reader.end();
    if (complaint != null || over) {
      return;
    }
    if (sieve.isFinished()) {
      whole();
    } else if (passed || garbage.isEmpty()) {
      complain(Kind.CUT, "the stream ended without a finish reason and without [DONE]");
    } else {
      complain(Kind.NONSENSE, "no frame could be understood: " + garbage);
    }
  }

  private void whole() {
    over = true;
    Usage usage = sieve.usage();
    if (sieve.wantsUsage() && !counted && usage != null) {
      events.usage(usage, out);
    }
    Events.done(out);
  }

  private void complain(Kind kind, String said) {
    complaint = Complaint.of(kind, 200, said);
  }

  private final class Listener implements EventReader.Listener {
    @Override
    public void event(@Nullable String name, byte[] bytes, int from, int count) {
      if (complaint != null || over) {
        return;
      }
      if (Reading.isDone(bytes, from, count)) {
        done();
        return;
      }
      int before = out.length();
      boolean first = sieve.lacksRole();
      Fate fate = sieve.pass(bytes, from, count, out.append(DATA));
      switch (fate) {
        case PASSED -> {
          passed = true;
          out.append(END);
          if (first && sieve.lacksRole()) {
            roleBefore(before);
          }
        }
        case COUNTS -> {
          counted = true;
          out.append(END);
        }
        case DROPPED -> {
          out.keep(before);
          if (reading.isError(bytes, from, count)) {
            complaint = reading.inside(bytes, from, count);
          }
        }
        case ERROR -> {
          out.keep(before);
          complaint = reading.inside(bytes, from, count);
        }
        case GARBAGE -> {
          out.keep(before);
          garbage(bytes, from, count);
        }
      }
      if (complaint == null && "error".equals(name) && fate != Fate.PASSED) {
        out.keep(before);
        complaint = reading.inside(bytes, from, count);
      }
    }

    private void done() {
      if (passed || sieve.isFinished()) {
        whole();
      } else {
        complain(Kind.CUT, "[DONE] before anything else");
      }
    }

    /// Says whose turn it is before the chunk that begins here, whose provider left it out.
    private void roleBefore(int begin) {
      var chunk = new Bytes().append(out.array(), begin, out.length() - begin);
      events.role(out.keep(begin));
      out.append(chunk.array(), 0, chunk.length());
      sieve.roleTold();
    }

    @Override
    public void stray(byte[] bytes, int from, int count) {
      if (complaint != null || over) {
        return;
      }
      if (reading.isError(bytes, from, count)) {
        complaint = reading.inside(bytes, from, count);
      } else {
        garbage(bytes, from, count);
      }
    }

    @Override
    public void tooLong() {
      if (complaint == null && !over) {
        complain(Kind.NONSENSE, "a frame of more than 8 MiB");
      }
    }

    private void garbage(byte[] bytes, int from, int count) {
      if (garbage.isEmpty()) {
        garbage = new String(bytes, from, Math.min(count, SHOWN), UTF_8);
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
    Events.error(status, text, to);
  }

  @Override
  public byte[] keepAlive() {
    return Events.keepAlive();
  }
}
