/// Where the rows of the ledger are kept: a file of SQLite or a PostgreSQL, and the questions that
/// can be asked of them.
@NullMarked
package dev.homeport.store.ledger;

import org.jspecify.annotations.NullMarked;
