/// Tests of keys and of who is let in.
@NullMarked
package dev.homeport.access;

import org.jspecify.annotations.NullMarked;
