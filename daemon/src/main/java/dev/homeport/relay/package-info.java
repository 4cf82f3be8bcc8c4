/// Walks a route until somebody answers: asks one provider after the other, and lets no byte of an
/// answer out before it has real content.
///
/// What has gone out cannot be taken back. So a provider's answer is held until something that the
/// model made is in it; what fails before that is the next one's chance, what fails after it ends
/// with an error in the client's own shape and a cut connection.
@NullMarked
package dev.homeport.relay;

import org.jspecify.annotations.NullMarked;
