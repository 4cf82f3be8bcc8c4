/// The conversation in neutral terms: what a client asks and what comes back, in nobody's dialect.
///
/// JSON that only passes through (schemas, arguments of calls) stays text here, so that the order
/// of its keys and the spelling of its numbers survive.
@NullMarked
package dev.homeport.chat;

import org.jspecify.annotations.NullMarked;
