/// Facts in an fsynced log, which is all that the Mac's daemon needs; and the state of a router
/// that is a folder: that log, and tallies in memory that are noted there a moment later. For one
/// process.
@NullMarked
package dev.homeport.store.log;

import org.jspecify.annotations.NullMarked;
