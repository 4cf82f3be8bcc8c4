/// The ledger's tests.
@NullMarked
package dev.homeport.ledger;

import org.jspecify.annotations.NullMarked;
