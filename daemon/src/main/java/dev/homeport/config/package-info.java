/// Settings as records; where each value came from; every problem at once; live reload.
///
/// The floors within: `source` reads texts with their places, `value` judges one text, `table`
/// declares the settings, `judge` puts the two against each other, and this package reads with them
/// the configuration of any [Role] and keeps it up to date ([Loader], [ConfigWatch]). Above it are
/// the roles themselves: `door` is what both have in common, `daemon` is the Mac's, `provider` and
/// `router` are the router's.
@NullMarked
package dev.homeport.config;

import org.jspecify.annotations.NullMarked;
