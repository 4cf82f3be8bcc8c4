/// Walks a route until somebody answers: asks one provider after the other, and lets no byte of an
/// answer out before it has real content.
///
/// What has gone out cannot be taken back. So a provider's answer is held until something that the
/// model made is in it; what fails before that is the next one's chance, what fails after it ends
/// with an error in the client's own shape and a cut connection.
///
/// A request is an [Errand]; its [Walk] asks one [Lane] after the other, or one beside another that
/// takes long. Each has its [Patience] until its first piece and its [Silence] between two. Whoever
/// leads has the [Floor], where one speaks to the client at a time. The [Account] tells the journal
/// and those who keep everybody's condition what came of it. What nobody could answer is kept in
/// mind for a moment by [Exhaustion]; loads that are worth it go on for nobody in [Lingering]; and
/// what only home can answer has its own short way, [Home].
@NullMarked
package dev.homeport.relay;

import org.jspecify.annotations.NullMarked;
