/** Who may come in: connections, their tokens and clients, made, found and recognised. */
@NullMarked
package dev.rollcall.directory.access;

import org.jspecify.annotations.NullMarked;
