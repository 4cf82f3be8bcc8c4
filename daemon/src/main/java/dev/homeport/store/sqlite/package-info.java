/// State in a file of SQLite, for a router.
@NullMarked
package dev.homeport.store.sqlite;

import org.jspecify.annotations.NullMarked;
