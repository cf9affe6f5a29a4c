/** What a client may use of the server: the size of a body, and requests a second. */
@NullMarked
package dev.rollcall.server.limit;

import org.jspecify.annotations.NullMarked;
