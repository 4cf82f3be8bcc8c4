/// Tests of what answers cost.
@NullMarked
package dev.homeport.ledger.price;

import org.jspecify.annotations.NullMarked;
