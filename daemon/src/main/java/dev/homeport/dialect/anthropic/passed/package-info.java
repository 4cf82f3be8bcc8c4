/// The way between a client and a provider that both speak the Messages API: bytes as they came,
/// but for names, ids and what tells of the provider's own affairs.
@NullMarked
package dev.homeport.dialect.anthropic.passed;

import org.jspecify.annotations.NullMarked;
