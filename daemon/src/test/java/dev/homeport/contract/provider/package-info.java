/// The providers: what each understands of a request, and how it plays a script, byte for byte as
/// the real one writes.
@NullMarked
package dev.homeport.contract.provider;

import org.jspecify.annotations.NullMarked;
