/// The rules of the house, as far as a machine can keep them: floors, homes of libraries, names,
/// clocks, the length of files, and a sentence for every package.
@NullMarked
package dev.homeport.house;

import org.jspecify.annotations.NullMarked;
