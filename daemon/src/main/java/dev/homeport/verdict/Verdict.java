package dev.homeport.verdict;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.condition.Blame;
import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Obstacle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What follows from a trouble.
///
/// @param another whether somebody else is asked: not where the request itself is wrong, or its
///   time is over
/// @param blame what is held against the provider; nothing where it is not to blame
/// @param repeats whether the very same provider may do better a moment later
public record Verdict(boolean another, @Nullable Blame blame, boolean repeats) {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Verdict INNOCENT = new Verdict(true, null, false);
  private static final Verdict CLIENTS_OWN = new Verdict(false, null, false);

  /// The verdict on a trouble.
  public static Verdict on(Trouble trouble) {
    return switch (trouble) {
      case Trouble.OfWay(Failure failure) -> on(failure, trouble);
      case Trouble.OfAnswer(Complaint complaint) -> on(complaint, trouble);
      case Trouble.OfAccounts _, Trouble.OfPurse _ -> INNOCENT;
    };
  }

  /// Whether it is the account that is to blame for such a complaint, where a provider has some.
  public static boolean isOfAccount(Kind kind) {
    return switch (kind) {
      case KEY, CREDIT, QUOTA, RATE, CONCURRENCY, FORBIDDEN -> true;
      case BAD_REQUEST,
          TOO_LARGE,
          CONTEXT,
          CAPABILITY,
          NO_MODEL,
          OVERLOADED,
          TIMEOUT,
          FILTERED,
          SERVER,
          CUT,
          EMPTY,
          NONSENSE ->
          false;
    };
  }

  private static Verdict on(Failure failure, Trouble trouble) {
    return switch (failure) {
      case Failure.Unreachable(_, _, Obstacle obstacle) ->
          provider(trouble, Outlook.PASSING, Proof.LIST)
              .repeating(obstacle == Obstacle.REFUSED || obstacle == Obstacle.OTHER);
      case Failure.Severed _, Failure.Garbled _ -> model(trouble, Outlook.PASSING).repeating(true);
      case Failure.Silent(_, _, Failure.Wait limit) ->
          switch (limit) {
            case ACK -> provider(trouble, Outlook.PASSING, Proof.LIST);
            case LOADING, FIRST_TOKEN, STALL, TOTAL -> model(trouble, Outlook.PASSING);
            case QUEUE -> INNOCENT;
            case REQUEST -> CLIENTS_OWN;
          };
      case Failure.Keyless _ -> provider(trouble, Outlook.LASTING, Proof.ANSWER);
      case Failure.Cancelled _ -> CLIENTS_OWN;
    };
  }

  /// What is said counts, not the status alone.
  private static Verdict on(Complaint complaint, Trouble trouble) {
    return switch (complaint.kind()) {
      case BAD_REQUEST, TOO_LARGE -> CLIENTS_OWN;
      case CONTEXT, CAPABILITY, FILTERED -> INNOCENT;
      case NO_MODEL, FORBIDDEN -> model(trouble, Outlook.LASTING);
      case KEY, CREDIT, QUOTA -> provider(trouble, Outlook.LASTING, Proof.ANSWER);
      case RATE -> model(trouble, Outlook.PASSING).repeating(isSoon(complaint.retryAfter()));
      case CONCURRENCY ->
          (complaint.retryAfter() == null ? INNOCENT : model(trouble, Outlook.BRIEF))
              .repeating(isSoon(complaint.retryAfter()));
      case OVERLOADED -> model(trouble, Outlook.BRIEF).repeating(isSoon(complaint.retryAfter()));
      case SERVER, CUT, EMPTY -> model(trouble, Outlook.PASSING).repeating(true);
      case NONSENSE, TIMEOUT -> model(trouble, Outlook.PASSING);
    };
  }

  private static boolean isSoon(@Nullable Duration stated) {
    return stated == null || stated.compareTo(SOON) <= 0;
  }

  private static Verdict provider(Trouble trouble, Outlook outlook, Proof proof) {
    return blaming(trouble, Extent.PROVIDER, outlook, proof);
  }

  private static Verdict model(Trouble trouble, Outlook outlook) {
    return blaming(trouble, Extent.MODEL, outlook, Proof.ANSWER);
  }

  private static Verdict blaming(Trouble trouble, Extent extent, Outlook outlook, Proof proof) {
    return new Verdict(
        true,
        new Blame(
            extent, outlook, proof, trouble.word(), Quote.of(trouble.detail()), trouble.stated()),
        false);
  }

  private Verdict repeating(boolean again) {
    return new Verdict(another, blame, again);
  }
}
