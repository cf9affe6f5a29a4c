/** Failures in the server's own log. */
@NullMarked
package dev.rollcall.server.incident;

import org.jspecify.annotations.NullMarked;
