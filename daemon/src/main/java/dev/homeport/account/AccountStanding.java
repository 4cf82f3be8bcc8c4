package dev.homeport.account;

import java.time.Instant;
import java.util.List;

/// How an account stands, for pages. Never its key.
///
/// @param provider whose account it is
/// @param inside how many requests are under way with it
/// @param asked how often it was asked, answered and failed since this process began
/// @param blocks what is held against it; empty where it is free
public record AccountStanding(
    String provider,
    Account account,
    int inside,
    long asked,
    long answered,
    long failed,
    List<Block> blocks) {

  /// Whether it can be asked for no model at all.
  public boolean isBlocked(Instant now) {
    return blocks.stream().anyMatch(block -> block.model() == null && block.until().isAfter(now));
  }
}
