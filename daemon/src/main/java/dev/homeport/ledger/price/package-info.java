/// What answers cost: the dated table that is shipped, what is written over it, and amounts of
/// money as people read them.
@NullMarked
package dev.homeport.ledger.price;

import org.jspecify.annotations.NullMarked;
