/// Tests of budgets, and what they need: tallies in memory and racing threads.
@NullMarked
package dev.homeport.ledger.budget;

import org.jspecify.annotations.NullMarked;
