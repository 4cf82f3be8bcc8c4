package dev.homeport.cli;

import dev.homeport.install.Done;
import dev.homeport.install.KeyWork;
import dev.homeport.install.Progress;
import dev.homeport.install.Step;
import java.io.PrintWriter;

/// Says of every step of an installation, in a line, how it went.
final class SpokenProgress implements Progress {
  private final PrintWriter err;
  private boolean keyMade;

  SpokenProgress(PrintWriter err) {
    this.err = err;
  }

  /// Whether a key was made.
  boolean isKeyMade() {
    return keyMade;
  }

  @Override
  public void done(Step step, Done.Well well) {
    keyMade |= step instanceof Step.Key && well.note().equals(KeyWork.MADE);
    say("ok", step, well.note());
  }

  @Override
  public void failed(Step step, Done.Badly badly) {
    say("failed", step, badly.why());
  }

  @Override
  public void undone(Step step, Done done) {
    switch (done) {
      case Done.Well(String note) -> say("undone", step, note);
      case Done.Badly(String why) -> say("NOT undone", step, why);
    }
  }

  private void say(String word, Step step, String note) {
    err.println(String.format("%-7s %s", word, step.title()) + (note.isEmpty() ? "" : ": " + note));
    err.flush();
  }
}
