/// Makes Homeport a service of this machine, and takes that back.
///
/// An installation is a plan, a list of steps that a pure function makes of what was seen; whoever
/// wants to know what would happen reads it. It is carried out whole or not at all: each step knows
/// how it is undone, and where one fails, those before it are undone in reverse, so that what ran
/// before runs on.
@NullMarked
package dev.homeport.install;

import org.jspecify.annotations.NullMarked;
