package dev.homeport.role;

import dev.homeport.config.ConfigWatch;
import dev.homeport.host.Platform;
import dev.homeport.journal.Journal;

/// What a role is made from.
///
/// @param lines where events go besides the metrics
/// @param chooser what chooses another address to listen on
/// @param onSick what to do when the server no longer answers itself
/// @param <S> its settings
public record Setup<S>(
    ConfigWatch<S> config,
    Platform platform,
    Journal lines,
    String version,
    String chooser,
    Runnable onSick) {}
