/// What can be wrong with what the owner wrote: the settings, the `.env` file, the keys in it, and
/// who is let in by them.
@NullMarked
package dev.homeport.doctor.config;

import org.jspecify.annotations.NullMarked;
