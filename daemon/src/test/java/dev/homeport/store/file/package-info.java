/// Tests of files that stay whole.
@NullMarked
package dev.homeport.store.file;

import org.jspecify.annotations.NullMarked;
