/** Who may come in: connections and their tokens, made, found and recognised. */
@NullMarked
package dev.rollcall.directory.access;

import org.jspecify.annotations.NullMarked;
