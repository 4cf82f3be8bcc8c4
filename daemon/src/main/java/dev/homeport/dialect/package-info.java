/// How those who ask and those who answer speak: pure bytes to conversation and back.
///
/// Each API has a package of its own below this one, and none knows another; a rule that several
/// need stands beside them, in `given`, `turn`, `schema` and `answer`. A client's API is a
/// [dev.homeport.dialect.ClientDialect], a provider's a [dev.homeport.dialect.ProviderDialect]; of
/// both, a [dev.homeport.dialect.Rendition] makes the answer that the client gets of the one that
/// the provider gives.
@NullMarked
package dev.homeport.dialect;

import org.jspecify.annotations.NullMarked;
