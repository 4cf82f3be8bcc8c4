/// What happened, as a sealed [dev.homeport.journal.Event]; log lines and metrics are listeners of
/// it. How the way of a request ended is an [dev.homeport.journal.Ending].
@NullMarked
package dev.homeport.journal;

import org.jspecify.annotations.NullMarked;
