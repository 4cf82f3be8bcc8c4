/// Facts that outlive the process: an append-only log, fsynced, in which a kill loses nothing that
/// was acknowledged.
@NullMarked
package dev.homeport.store;

import org.jspecify.annotations.NullMarked;
