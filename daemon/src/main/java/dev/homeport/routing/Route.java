package dev.homeport.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who is asked, and who is not.
///
/// @param legs in the order in which they are asked; empty where nobody can be
/// @param able who could answer if all were well, in the order of the chain
/// @param skipped those of the chain that are not asked, or only when all others have failed
/// @param refused what the client is told where there are no legs; nothing where there are
public record Route(
    List<Leg> legs, List<String> able, List<Skipped> skipped, @Nullable Refusal refused) {
  private static final int FORBIDDEN = 403;

  /// Copies the lists.
  public Route {
    legs = List.copyOf(legs);
    able = List.copyOf(able);
    skipped = List.copyOf(skipped);
    if (legs.isEmpty() == (refused == null)) {
      throw new IllegalArgumentException("a route leads somewhere or is refused");
    }
  }

  /// What the client is told where nobody can be asked.
  ///
  /// @param text for the client's own envelope; names models and providers, nothing of the request
  /// @param until when that may be over, where it is known
  public record Refusal(int status, String text, @Nullable Instant until) {
    Refusal(int status, String text) {
      this(status, text, null);
    }
  }

  /// A route that leads nowhere.
  static Route refused(List<Skipped> skipped, Refusal refused) {
    return new Route(List.of(), List.of(), skipped, refused);
  }

  /// Of those who are not asked because all of their accounts are blocked, who is back first, as it
  /// may be told; nothing where there is none.
  public Optional<String> firstAccount() {
    return Refusals.firstAccount(skipped);
  }

  /// The same by those legs alone; refused where none of them is left.
  ///
  /// @param otherwise what the client is told then
  public Route through(Predicate<Leg> allowed, String otherwise) {
    Set<String> barred =
        legs.stream().filter(allowed.negate()).map(Leg::provider).collect(Collectors.toSet());
    if (barred.isEmpty()) {
      return this;
    }
    List<Leg> left = legs.stream().filter(allowed).toList();
    return new Route(
        left,
        able.stream().filter(name -> !barred.contains(name)).toList(),
        skipped,
        left.isEmpty() ? new Refusal(FORBIDDEN, otherwise) : null);
  }

  /// Whether it may not leave home, where elsewhere somebody might be asked.
  public boolean keepsAtHome() {
    return skipped.stream().anyMatch(each -> each.reason() instanceof Skipped.NeverLeavesHome);
  }

  /// Why nobody can be asked.
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refused);
  }

  /// Who is asked for what and why, and who is not.
  @Override
  public String toString() {
    String asked =
        legs.stream()
            .map(leg -> leg.provider() + "=" + leg.model() + " (" + leg.reason() + ")")
            .collect(Collectors.joining(", "));
    String not =
        skipped.stream()
            .map(each -> each.provider() + " (" + each.reason().text() + ")")
            .collect(Collectors.joining(", "));
    return not.isEmpty() ? asked : asked + "; not " + not;
  }
}
