/// One suite for all books of the ledger, and what is particular to each.
@NullMarked
package dev.homeport.store.ledger;

import org.jspecify.annotations.NullMarked;
