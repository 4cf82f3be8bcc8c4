/// Amounts in memory: all of them, where one process has them for itself, or a small part in hand
/// of those that others keep.
@NullMarked
package dev.homeport.store.memory;

import org.jspecify.annotations.NullMarked;
