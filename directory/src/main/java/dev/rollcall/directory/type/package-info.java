/** Which resource types a connection has, and what the house keeps, indexes and orders of each. */
@NullMarked
package dev.rollcall.directory.type;

import org.jspecify.annotations.NullMarked;
