package dev.homeport.store.redis.protocol;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a Redis that answers does not do what it is asked to.
///
/// @param text in words for a person
public record Complaint(Kind kind, String text) {
  /// An error that a script ran into, as Redis 6 wraps it; Redis 7 passes it on as it is.
  private static final Pattern IN_SCRIPT =
      Pattern.compile("\\b(OOM|READONLY|MISCONF|NOREPLICAS|LOADING|MASTERDOWN|NOPERM|HOMEPORT)\\b");

  /// What is to be done about it.
  public enum Kind {
    /// It does not know the script yet.
    NO_SCRIPT,
    /// It will do it in a while.
    BUSY,
    /// It does not write.
    UNWRITABLE,
    /// A person has to change the address, or the Redis.
    UNFIT,
    /// Something else: a fault of ours, most likely.
    STRANGE
  }

  /// What an error says.
  public static Complaint of(String error) {
    String code = code(error);
    return switch (code) {
      case "NOSCRIPT" -> new Complaint(Kind.NO_SCRIPT, "it does not know a script");
      case "LOADING" -> new Complaint(Kind.BUSY, "it is still loading its data");
      case "BUSY" -> new Complaint(Kind.BUSY, "it is busy with somebody's script");
      case "MASTERDOWN" -> new Complaint(Kind.BUSY, "it is a replica that has lost its primary");
      case "CLUSTERDOWN", "TRYAGAIN" -> new Complaint(Kind.BUSY, "its cluster is not whole");
      case "OOM" ->
          new Complaint(
              Kind.UNWRITABLE, "it is full (maxmemory): give it more memory, or one of our own");
      case "MISCONF" ->
          new Complaint(Kind.UNWRITABLE, "it cannot write to its disk, and takes nothing more");
      case "NOREPLICAS" ->
          new Complaint(Kind.UNWRITABLE, "it has too few replicas, and takes nothing more");
      case "READONLY" ->
          new Complaint(
              Kind.UNWRITABLE, "it is a read-only replica: name the primary in state.url");
      case "MOVED", "ASK" ->
          new Complaint(
              Kind.UNWRITABLE,
              "it is one node of a cluster, and our keys are on another: name"
                  + " %s in state.url".formatted(lastWord(error)));
      case "NOAUTH" ->
          new Complaint(Kind.UNFIT, "it wants a password: redis://USER:PASSWORD@HOST in state.url");
      case "WRONGPASS" ->
          new Complaint(Kind.UNFIT, "it refuses the user and password in state.url");
      case "NOPERM" ->
          new Complaint(
              Kind.UNFIT,
              "its user may not do what Homeport needs (EVAL, EVALSHA, HMGET, SUBSCRIBE and what"
                  + " scripts call)");
      case "HOMEPORT" ->
          new Complaint(Kind.UNFIT, "its state was written by a newer Homeport: update this one");
      default -> plain(error);
    };
  }

  private static Complaint plain(String error) {
    String low = error.toLowerCase(Locale.ROOT);
    if (low.contains("db index") || low.contains("select is not allowed")) {
      return new Complaint(
          Kind.UNFIT, "it has no such database: correct the number at the end of state.url");
    }
    if (low.contains("invalid password") || low.contains("invalid username-password")) {
      return of("WRONGPASS");
    }
    if (low.contains("without any password configured") || low.contains("no password is set")) {
      return new Complaint(
          Kind.UNFIT, "it has no password: take the one in state.url away, or set it there too");
    }
    return new Complaint(Kind.STRANGE, "it said: " + error);
  }

  private static String code(String error) {
    int blank = error.indexOf(' ');
    String first = blank < 0 ? error : error.substring(0, blank);
    if (first.equals("ERR") && error.contains("script")) {
      Matcher inner = IN_SCRIPT.matcher(error);
      return inner.find() ? inner.group(1) : first;
    }
    return first;
  }

  private static String lastWord(String error) {
    String last = error.substring(error.lastIndexOf(' ') + 1);
    return last.isEmpty() ? "that one" : last;
  }
}
