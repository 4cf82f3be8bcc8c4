/// Sber's GigaChat, in the first version of its API (facts of wire.md E): it looks like OpenAI's
/// and is not. One call at a time, whose state must be echoed; one system message, and that first;
/// the simplest of schemas; pictures that are uploaded before; and a token in front of it all.
@NullMarked
package dev.homeport.dialect.gigachat;

import org.jspecify.annotations.NullMarked;
