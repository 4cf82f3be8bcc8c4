/// What belongs together in a conversation, and how strict providers want it: turns of user and
/// model in alternation, each call with its result directly after it, and names that are legal
/// there.
@NullMarked
package dev.homeport.dialect.turn;

import org.jspecify.annotations.NullMarked;
