/// The clients: how each says a conversation, and what it sees of an answer, as strict as the
/// strictest of its kind.
@NullMarked
package dev.homeport.contract.client;

import org.jspecify.annotations.NullMarked;
