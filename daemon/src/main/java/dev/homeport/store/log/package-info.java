/// The state of a router that is a folder: the log of facts, and tallies in memory that are noted
/// there a moment later. For one process; the Mac's daemon needs the log alone.
@NullMarked
package dev.homeport.store.log;

import org.jspecify.annotations.NullMarked;
