/// What every engine of the state must do, as suites that are extended for each of them.
@NullMarked
package dev.homeport.store.contract;

import org.jspecify.annotations.NullMarked;
