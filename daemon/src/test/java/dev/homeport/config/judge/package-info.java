/// How sources are put against a table.
@NullMarked
package dev.homeport.config.judge;

import org.jspecify.annotations.NullMarked;
