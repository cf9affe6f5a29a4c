/** The only place that knows the HTTP library. */
@NullMarked
package dev.rollcall.server.helidon;

import org.jspecify.annotations.NullMarked;
