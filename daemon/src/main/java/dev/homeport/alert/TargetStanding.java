package dev.homeport.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How it stands with somebody who is told.
///
/// @param way `webhook`, `slack`, `telegram` or `notification`
/// @param where the host and no more, because all else of a URL is a secret; `macos` for the screen
/// @param waiting how many messages are not there yet
/// @param dropped how many never got there
/// @param failedSince since when nothing arrives; nothing where it does
/// @param why why the last try failed, where it did
/// @param lastSent when the last message arrived
public record TargetStanding(
    String way,
    String where,
    int waiting,
    long dropped,
    @Nullable Instant failedSince,
    @Nullable String why,
    @Nullable Instant lastSent) {}
