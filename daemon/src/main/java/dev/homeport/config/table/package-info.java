/// The table that declares each setting once, and the values that were found for its rows. Reading,
/// checking, showing, the starter file, suggestions and reload all go by it.
@NullMarked
package dev.homeport.config.table;

import org.jspecify.annotations.NullMarked;
