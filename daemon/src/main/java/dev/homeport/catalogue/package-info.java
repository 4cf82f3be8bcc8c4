/// Which models home and the clouds have, as last seen: durable, so that a list outlives home's
/// absence and a restart, and joined into what clients are shown.
///
/// A [dev.homeport.catalogue.Catalogue] learns what each provider lists and hands out a
/// [dev.homeport.catalogue.Stock], which never changes. [dev.homeport.catalogue.Serving] says under
/// which name a provider has what a client named, and a [dev.homeport.catalogue.Menu] makes one
/// list of all of them.
@NullMarked
package dev.homeport.catalogue;

import org.jspecify.annotations.NullMarked;
