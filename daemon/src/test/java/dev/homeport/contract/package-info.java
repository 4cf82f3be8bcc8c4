/// Conversations as data, and who takes part in them: clients that say them and read their answers,
/// providers that understand them and play their answers.
///
/// Nothing here uses the dialects of the main tree: JSON is read and written a second time, by
/// other hands, so that a misunderstanding cannot hide by being made on both sides.
@NullMarked
package dev.homeport.contract;

import org.jspecify.annotations.NullMarked;
