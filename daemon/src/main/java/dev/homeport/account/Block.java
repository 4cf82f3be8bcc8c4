package dev.homeport.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An account that is not asked, for all models or for one.
///
/// @param model only this one of the provider's; nothing for all
/// @param cause in a word, such as `weekly-quota`, `key`, `credit`, `rate`
/// @param detail what the provider said, as it may be shown
/// @param until when it is over, or worth a look
public record Block(
    String provider,
    String account,
    @Nullable String model,
    String cause,
    String detail,
    Instant since,
    Instant until) {}
