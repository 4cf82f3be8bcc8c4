/// The policy on bodies: what a request asks of Ollama besides an answer, read in one pass while
/// the body comes in.
///
/// A body is read as Ollama reads it, or refused: what Go's decoder takes differently from others
/// (names fold, the last of two counts, `null` leaves a text as it was) is what a policy is
/// circumvented with. Where versions of Ollama differ, the stricter reading counts.
@NullMarked
package dev.homeport.access.body;

import org.jspecify.annotations.NullMarked;
