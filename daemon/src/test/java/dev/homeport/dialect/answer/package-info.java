/// Whether what answers have in common is understood however they are cut.
@NullMarked
package dev.homeport.dialect.answer;

import org.jspecify.annotations.NullMarked;
