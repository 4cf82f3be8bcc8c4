/// What tools are called on their way through: a client knows more kinds of them, and more ways to
/// name them, than a model does.
@NullMarked
package dev.homeport.dialect.responses.tool;

import org.jspecify.annotations.NullMarked;
