/// JSON schemas made smaller for providers that do not understand all of the language.
@NullMarked
package dev.homeport.dialect.schema;

import org.jspecify.annotations.NullMarked;
