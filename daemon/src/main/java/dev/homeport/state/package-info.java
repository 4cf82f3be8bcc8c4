/// Opens what the settings name: the state, and the book of the ledger.
@NullMarked
package dev.homeport.state;

import org.jspecify.annotations.NullMarked;
