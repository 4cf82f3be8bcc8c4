/// What the answers of several APIs have in common, and is understood once for all of them.
@NullMarked
package dev.homeport.dialect.answer;

import org.jspecify.annotations.NullMarked;
