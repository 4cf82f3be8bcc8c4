/// Money: what an answer cost, who may spend how much, and the rows by which all of it can be
/// shown.
@NullMarked
package dev.homeport.ledger;

import org.jspecify.annotations.NullMarked;
