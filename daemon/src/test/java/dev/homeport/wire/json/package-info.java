/// What the mapper promises of what it reads and of what it writes.
@NullMarked
package dev.homeport.wire.json;

import org.jspecify.annotations.NullMarked;
