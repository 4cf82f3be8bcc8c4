/// Budgets: what may be spent in a day or a month, by whom, and how that is kept to while many ask
/// at once, in this process and in others.
@NullMarked
package dev.homeport.ledger.budget;

import org.jspecify.annotations.NullMarked;
