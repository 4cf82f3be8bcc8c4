/// Anthropic's Messages API, as clients speak it to us and as we speak it to a provider.
///
/// Below: how a client's body is [dev.homeport.dialect.anthropic.heard], its answer
/// [dev.homeport.dialect.anthropic.written], a provider [dev.homeport.dialect.anthropic.asked], and
/// its answer [dev.homeport.dialect.anthropic.read].
@NullMarked
package dev.homeport.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
