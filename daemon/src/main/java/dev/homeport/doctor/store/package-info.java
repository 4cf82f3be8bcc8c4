/// What a router keeps: the state that `state.url` names, and the ledger, whether they can be
/// reached and written.
@NullMarked
package dev.homeport.doctor.store;

import org.jspecify.annotations.NullMarked;
