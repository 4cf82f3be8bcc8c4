/// Files that stay whole: writing that a power cut leaves as it was or as it shall be, files that
/// nobody else may read, and who has a folder for himself.
@NullMarked
package dev.homeport.store.file;

import org.jspecify.annotations.NullMarked;
