/** Conditions and orders as SQL. */
@NullMarked
package dev.rollcall.store.query;

import org.jspecify.annotations.NullMarked;
