/// Where settings are written: a YAML file, the environment, a `.env` file, flags. Everything read
/// keeps its place, so that whatever is wrong with it can be shown there.
@NullMarked
package dev.homeport.config.source;

import org.jspecify.annotations.NullMarked;
