/** Lists of Auth0's that have nothing in them here, for tools that ask for them first. */
@NullMarked
package dev.rollcall.server.management.empty;

import org.jspecify.annotations.NullMarked;
