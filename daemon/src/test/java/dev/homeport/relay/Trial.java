package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Caller;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import java.util.List;

/// One cell of the fault matrix: a mishap, seen by one client.
///
/// @param stream whether the client wants a stream
record Trial(Family family, Mishap mishap, Caller caller, boolean stream) {
  private static final String ALONE = "Homeport-Fallback: never\r\n";

  @Override
  public String toString() {
    return family + ", " + mishap + ", " + caller + (stream ? " in a stream" : " at once");
  }

  /// Asks, and looks whether all is as it must be.
  void run(Stand stand) throws InterruptedException {
    stand.settle();
    stand.isWell();
    switch (mishap.course()) {
      case WHOLE -> whole(stand);
      case ANYBODYS -> anybodys(stand);
      case NEXT -> {
        next(stand);
        stand.settle();
        told(stand);
      }
      case REFUSED -> refused(stand);
      case BREAKS -> {
        if (stream) {
          breaks(stand);
        } else {
          next(stand);
          stand.settle();
          told(stand);
        }
      }
    }
  }

  private void whole(Stand stand) throws InterruptedException {
    Received answer = stand.ask(mishap, caller, stream, "");
    isFine(answer);
    assertThat(answer.trailers()).isEmpty();
    assertThat(answer.header("Homeport-Provider")).contains(stand.firstName());
    assertThat(answer.header("Homeport-Fallback")).contains("false");
    assertThat(answer.header("Homeport-Attempts")).contains(stand.firstName() + ";ok");
    RequestEnded ended = stand.ended();
    assertThat(ended.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(ended.provider()).isEqualTo(stand.firstName());
    stand.isWithoutFailure();
    assertThat(stand.secondWasAsked()).isFalse();
    succeeded(stand, stand.firstName(), false);
    stand.isWell();
  }

  private void anybodys(Stand stand) throws InterruptedException {
    Received answer = stand.ask(mishap, caller, stream, "");
    isFine(answer);
    RequestEnded ended = stand.ended();
    assertThat(ended.outcome()).isEqualTo(Outcome.ANSWERED);
    if (stand.secondWasAsked()) {
      cause(stand);
    } else {
      stand.isWithoutFailure();
    }
    boolean _ = stand.told().isEmpty();
  }

  private void next(Stand stand) throws InterruptedException {
    Received answer = stand.ask(mishap, caller, stream, "");
    isFine(answer);
    assertThat(answer.header("Homeport-Provider")).contains("second");
    assertThat(answer.header("Homeport-Fallback")).contains("true");
    RequestEnded ended = stand.ended();
    Cause cause = cause(stand);
    assertThat(answer.header("Homeport-Attempts").orElseThrow())
        .matches(stand.firstName() + ";" + cause.shown + ";dur=\\d+, second;ok");
    assertThat(answer.header("Server-Timing").orElseThrow())
        .matches(stand.firstName() + ";dur=\\d+, second;dur=\\d+");
    assertThat(ended.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(ended.provider()).isEqualTo("second");
    assertThat(stand.secondWasAsked()).isTrue();
    succeeded(stand, "second", true);
    stand.isHeldAgainstIt(cause, false);
    if (stream && stand.isPassedOver(cause)) {
      passedOver(stand, cause);
    }
  }

  /// Who rests is not asked again: the next question goes to the other one at once.
  private void passedOver(Stand stand, Cause cause) throws InterruptedException {
    Received answer = stand.asked(mishap, caller, true, "");
    isFine(answer);
    assertThat(answer.header("Homeport-Attempts")).contains("second;ok");
    assertThat(answer.header("Homeport-Fallback")).contains("true");
    assertThat(stand.ended().provider()).isEqualTo("second");
    assertThat(stand.secondWasAsked()).isTrue();
    stand.isWithoutFailure();
    succeeded(stand, "second", true);
    stand.isHeldAgainstIt(cause, false);
  }

  private void told(Stand stand) throws InterruptedException {
    Received answer = stand.ask(mishap, caller, stream, ALONE);
    RequestEnded ended = stand.ended();
    Cause cause = cause(stand);
    assertThat(answer.status()).as("%s", answer).isIn(cause.statuses());
    isRefusal(answer);
    assertThat(answer.header("Homeport-Attempts").orElseThrow())
        .startsWith(stand.firstName() + ";" + cause.shown);
    assertThat(answer.header("Homeport-Fallback")).contains("false");
    assertThat(answer.header("x-should-retry")).contains("false");
    assertThat(answer.header("Retry-After")).isEmpty();
    assertThat(ended.status()).isEqualTo(answer.status());
    assertThat(ended.outcome()).isIn(Outcome.FAILED, Outcome.REFUSED);
    assertThat(stand.secondWasAsked()).isFalse();
    unanswered(stand, cause);
    stand.isHeldAgainstIt(cause, false);
  }

  private void refused(Stand stand) throws InterruptedException {
    Received answer = stand.ask(mishap, caller, stream, "");
    RequestEnded ended = stand.ended();
    Cause cause = cause(stand);
    assertThat(answer.status()).as("%s", answer).isIn(cause.statuses());
    isRefusal(answer);
    assertThat(ended.status()).isEqualTo(answer.status());
    assertThat(stand.secondWasAsked()).isFalse();
    unanswered(stand, cause);
    stand.isHeldAgainstIt(cause, false);
  }

  private void breaks(Stand stand) throws InterruptedException {
    Received answer = stand.ask(mishap, caller, true, "");
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.end()).as("%s", answer).isIn(End.CUT, End.RESET);
    assertThat(caller.words(answer.text(), true)).as("%s", answer).isEqualTo("One two");
    assertThat(caller.isWhole(answer.text(), true)).as("%s", answer).isFalse();
    assertThat(caller.failure(answer.text())).startsWith(stand.firstName());
    assertThat(answer.header("Homeport-Provider")).contains(stand.firstName());
    hasNoSecrets(answer);
    RequestEnded ended = stand.ended();
    Cause cause = cause(stand);
    assertThat(ended.outcome()).isEqualTo(Outcome.CUT);
    assertThat(ended.provider()).isEqualTo(stand.firstName());
    assertThat(stand.secondWasAsked()).isFalse();
    assertThat(stand.told())
        .singleElement()
        .satisfies(
            each -> {
              var failure = (Event.Unanswered) each;
              assertThat(failure.provider()).isEqualTo(stand.firstName());
              assertThat(failure.cause()).isEqualTo("cut");
            });
    stand.isHeldAgainstIt(cause, true);
  }

  private Cause cause(Stand stand) {
    String word = stand.failure();
    if (word.equals(Cause.ACK_TIMEOUT.word()) && family == Family.DAEMON && isHurried()) {
      return Cause.ACK_TIMEOUT;
    }
    return mishap.causes().stream()
        .filter(each -> word.equals(each.word()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(word + " is none of " + mishap.causes()));
  }

  /// On a busy machine a daemon's word may come too late, where so little time is given.
  private boolean isHurried() {
    return mishap.site() == Site.HASTY;
  }

  private void isFine(Received answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.end()).as("%s", answer).isEqualTo(End.WHOLE);
    assertThat(caller.words(answer.text(), stream).strip()).as("%s", answer).isEqualTo("fine");
    assertThat(caller.isWhole(answer.text(), stream)).as("%s", answer).isTrue();
    hasNoSecrets(answer);
  }

  private void isRefusal(Received answer) {
    assertThat(answer.end()).isEqualTo(End.WHOLE);
    assertThat(answer.header("Content-Type")).contains("application/json; charset=utf-8");
    assertThat(caller.refusal(answer.text())).doesNotContainPattern("^;|\\p{Cntrl}|\ufffd");
    hasNoSecrets(answer);
  }

  private static void hasNoSecrets(Received answer) {
    assertThat(answer.toString()).doesNotContain(Mishap.SECRETS.toArray(String[]::new));
  }

  private static void succeeded(Stand stand, String provider, boolean fallback) {
    List<Event> told = stand.told();
    assertThat(told).filteredOn(each -> each instanceof Event.Unanswered).isEmpty();
    assertThat(told)
        .filteredOn(each -> each instanceof Event.Succeeded)
        .singleElement()
        .satisfies(
            each -> {
              var success = (Event.Succeeded) each;
              assertThat(success.provider()).isEqualTo(provider);
              assertThat(success.fallback()).isEqualTo(fallback);
            });
    assertThat(told)
        .filteredOn(each -> each instanceof Event.FellBack)
        .hasSize(fallback ? 1 : 0)
        .allSatisfy(
            each -> {
              var back = (Event.FellBack) each;
              assertThat(back.from()).isEqualTo(stand.firstName());
              assertThat(back.to()).isEqualTo("second");
            });
  }

  private static void unanswered(Stand stand, Cause cause) {
    assertThat(stand.told())
        .singleElement()
        .satisfies(
            each -> {
              var failure = (Event.Unanswered) each;
              assertThat(failure.provider()).isEqualTo(stand.firstName());
              assertThat(failure.cause()).isEqualTo(cause.word());
            });
  }
}
