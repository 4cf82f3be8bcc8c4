/// Changes to JSON that leave everything else byte for byte as it came: what passes through the
/// router keeps its unknown fields, its blanks, the order of its names and the spelling of its
/// numbers.
@NullMarked
package dev.homeport.wire.edit;

import org.jspecify.annotations.NullMarked;
