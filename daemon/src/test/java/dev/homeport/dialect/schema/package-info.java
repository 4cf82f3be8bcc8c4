/// Schemas that refer to themselves, to others and to nothing.
@NullMarked
package dev.homeport.dialect.schema;

import org.jspecify.annotations.NullMarked;
