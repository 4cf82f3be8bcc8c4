/// Settings as records; where each value came from; every problem at once; live reload.
@NullMarked
package dev.homeport.config;

import org.jspecify.annotations.NullMarked;
