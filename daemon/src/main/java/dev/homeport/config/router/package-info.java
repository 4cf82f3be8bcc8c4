/// The router's settings: its door, its providers, in which order they are asked, and what each
/// calls a model. With no file at all the environment says so much that it can start.
@NullMarked
package dev.homeport.config.router;

import org.jspecify.annotations.NullMarked;
