/// Who can answer for a router, as it is configured.
///
/// Which providers there are is itself a setting: [ProviderNames] collects who is named, in the
/// file or by the environment, [ProviderRows] declares the settings of each, [Nature] says what
/// follows from what little users write.
@NullMarked
package dev.homeport.config.provider;

import org.jspecify.annotations.NullMarked;
