/// What Anthropic answers, understood as it comes: events, one object, or a complaint.
@NullMarked
package dev.homeport.dialect.anthropic.read;

import org.jspecify.annotations.NullMarked;
