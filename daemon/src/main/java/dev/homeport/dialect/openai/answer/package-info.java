/// How a provider's answer is understood, as tolerantly as it comes from any of them: the traps of
/// wire.md G are the rule here, not the exception.
@NullMarked
package dev.homeport.dialect.openai.answer;

import org.jspecify.annotations.NullMarked;
