package dev.homeport.relay;

import java.time.Duration;

/// How clients and providers are treated while nothing comes.
///
/// @param hold how long a client waits without a byte, so that a failure is still an honest status
/// @param keepAlive how often it hears from us after that
/// @param prefer how long one that answered in another's place is preferred to those not proven
///   back
/// @param pace how long the only provider is left alone before it is asked once more
public record Manners(Duration hold, Duration keepAlive, Duration prefer, Duration pace) {}
