/// Settings as records; where each value came from; every problem at once; live reload.
///
/// The floors within: `source` reads texts with their places, `value` judges one text, `table`
/// declares the settings, `judge` puts the two against each other, and this package makes the
/// daemon's settings of it. [Loader] is the way in, [ConfigWatch] keeps what it found up to date.
@NullMarked
package dev.homeport.config;

import org.jspecify.annotations.NullMarked;
