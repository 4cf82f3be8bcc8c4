/// Tests of what lies between bytes and meaning.
@NullMarked
package dev.homeport.wire;

import org.jspecify.annotations.NullMarked;
