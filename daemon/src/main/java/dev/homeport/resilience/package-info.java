/// Who may go now and who waits: the admission gate, fair over keys and aware of which model is
/// loaded.
@NullMarked
package dev.homeport.resilience;

import org.jspecify.annotations.NullMarked;
