/// Tests of the state that is a file of SQLite.
@NullMarked
package dev.homeport.store.sqlite;

import org.jspecify.annotations.NullMarked;
