/** A very small kernel over JDBC: statements, rows, and failures with a word for the operator. */
@NullMarked
package dev.rollcall.store.jdbc;

import org.jspecify.annotations.NullMarked;
