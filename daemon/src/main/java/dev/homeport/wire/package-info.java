/// Bytes to meaning and back, without a server or a client in sight: header rules, the shape of an
/// error in each dialect, the names of models, JSON that is told as it goes by, and the light
/// reader that knows whether an answer has really ended. Below it, `frame` cuts streams into what
/// they consist of, `json` makes trees, and `edit` changes JSON without touching the rest of it.
@NullMarked
package dev.homeport.wire;

import org.jspecify.annotations.NullMarked;
