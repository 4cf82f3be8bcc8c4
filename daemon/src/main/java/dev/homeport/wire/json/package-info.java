/// The one JSON mapper: exact in what it reads, bounded in what it takes, and careful in what it
/// writes, because clients split lines at characters that JSON allows.
@NullMarked
package dev.homeport.wire.json;

import org.jspecify.annotations.NullMarked;
