/// Tests of what those who run a router can order and ask.
@NullMarked
package dev.homeport.server.admin;

import org.jspecify.annotations.NullMarked;
