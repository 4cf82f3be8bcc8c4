/// What those who run a router can order and ask of it: whom to ask, who has a key, what was spent,
/// which accounts are blocked. Requests and connections are not known here.
@NullMarked
package dev.homeport.server.admin;

import org.jspecify.annotations.NullMarked;
