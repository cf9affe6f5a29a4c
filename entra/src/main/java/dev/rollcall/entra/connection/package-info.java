/** Connections to the application that a job provisions. */
@NullMarked
package dev.rollcall.entra.connection;

import org.jspecify.annotations.NullMarked;
