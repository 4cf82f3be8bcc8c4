package dev.homeport.server;

import dev.homeport.journal.Journal;
import dev.homeport.time.Ticker;

/// What every visit needs to be told and timed.
record Desk(Journal journal, Ticker ticker, InFlight inFlight) {}
