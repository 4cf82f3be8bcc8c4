/// What is wrong with an installation, step by step from the client to the model, and the command
/// that mends each: a [Check] sees one thing, a [Round] makes all of them, a [Card] is what came of
/// it. A new check is a file of its own and a line in [Doctor].
@NullMarked
package dev.homeport.doctor;

import org.jspecify.annotations.NullMarked;
