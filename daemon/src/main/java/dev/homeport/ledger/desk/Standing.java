package dev.homeport.ledger.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a ledger stands.
///
/// @param where where its book is, without credentials
/// @param waiting rows in memory
/// @param spooled rows in the file that stands in for the book
/// @param lost rows for which there was no room, since the start
/// @param trouble why rows are not written into the book; nothing where all is well
/// @param since since when that is so
public record Standing(
    String where,
    long waiting,
    long spooled,
    long lost,
    @Nullable String trouble,
    @Nullable Instant since) {}
