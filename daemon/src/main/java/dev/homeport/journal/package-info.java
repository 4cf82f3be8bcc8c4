/// What happened, as a sealed [dev.homeport.journal.Event]; log lines and metrics are listeners of
/// it.
@NullMarked
package dev.homeport.journal;

import org.jspecify.annotations.NullMarked;
