/// Tests of the state that is a folder.
@NullMarked
package dev.homeport.store.log;

import org.jspecify.annotations.NullMarked;
