/// What a client of OpenAI's API is answered, whole or piece by piece.
///
/// All of the rules of wire.md B.3 hold at once: the role once, id and name of a call once, the
/// reason of the end in a chunk of its own, what was used only where it was asked for and last.
@NullMarked
package dev.homeport.dialect.openai.write;

import org.jspecify.annotations.NullMarked;
