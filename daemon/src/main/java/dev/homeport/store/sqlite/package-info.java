/// The state in one file of SQLite, which several processes of one machine may share. One thread
/// writes; those who wait together are written in one transaction.
@NullMarked
package dev.homeport.store.sqlite;

import org.jspecify.annotations.NullMarked;
