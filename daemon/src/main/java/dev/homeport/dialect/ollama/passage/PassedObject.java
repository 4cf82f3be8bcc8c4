package dev.homeport.dialect.ollama.passage;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.answer.WholeBody;
import dev.homeport.dialect.ollama.passage.Sieve.Fate;
import dev.homeport.dialect.ollama.provider.Complaints;
import dev.homeport.wire.frame.Bytes;
import org.jspecify.annotations.Nullable;

/// Passes an answer on that is one object, once it is there and says that it is whole.
final class PassedObject implements Rendition {
  private static final int SHOWN = 100;
  private static final byte[] BLANK = {' '};

  private final Sieve sieve;
  private final WholeBody come = new WholeBody();
  private boolean content;
  private @Nullable Complaint complaint;

  /// @param type the content type in lower case
  PassedObject(Sieve sieve, String type) {
    this.sieve = sieve;
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
    if (complaint == null && !come.gather(bytes, from, count)) {
      complain(Kind.NONSENSE, "an answer of more than 32 MiB");
    }
  }

  @Override
  public void end(Bytes out) {
    if (complaint != null) {
      return;
    }
    int before = out.length();
    Fate fate = sieve.pass(come.array(), 0, come.length(), out);
    switch (fate) {
      case PASSED -> {
        content = sieve.hasContent();
        if (!sieve.isDone()) {
          out.keep(before);
          complain(Kind.CUT, "the answer says \"done\":false");
        }
      }
      case ERROR -> complaint = Complaints.inside(come.json());
      case GARBAGE -> garbage(come.start(SHOWN));
    }
    come.clear();
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
    return content;
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
