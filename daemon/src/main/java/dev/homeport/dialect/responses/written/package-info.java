/// An answer as the Responses API has it: items that open, grow and close one after the other, told
/// in numbered events or all at once.
@NullMarked
package dev.homeport.dialect.responses.written;

import org.jspecify.annotations.NullMarked;
