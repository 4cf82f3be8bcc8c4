/// What Gemini is asked, and what is made of what it answers.
@NullMarked
package dev.homeport.dialect.gemini;

import org.jspecify.annotations.NullMarked;
