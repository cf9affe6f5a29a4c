/** What identity providers do, played against a running server on every store. */
@NullMarked
package dev.rollcall.clients;

import org.jspecify.annotations.NullMarked;
