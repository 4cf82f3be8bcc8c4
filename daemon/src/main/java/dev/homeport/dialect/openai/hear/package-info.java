/// What a client of OpenAI's API asks. Each reader takes a part of the body and gives a value, or
/// notes what is wrong with it, in OpenAI's words and with OpenAI's name for the parameter.
///
/// Reading goes on after a fault, so no reader needs a way out: in the end the first fault is told,
/// or what was read.
@NullMarked
package dev.homeport.dialect.openai.hear;

import org.jspecify.annotations.NullMarked;
