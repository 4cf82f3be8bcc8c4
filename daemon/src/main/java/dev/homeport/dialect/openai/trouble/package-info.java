/// What a provider's errors mean, by their status and by their words, in every envelope in which
/// they come.
@NullMarked
package dev.homeport.dialect.openai.trouble;

import org.jspecify.annotations.NullMarked;
