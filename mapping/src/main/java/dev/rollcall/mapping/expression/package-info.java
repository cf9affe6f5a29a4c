/** Expressions in rows of a mapping, within bounds. Only {@code CelCompilation} and what it alone uses touch the library. */
@NullMarked
package dev.rollcall.mapping.expression;

import org.jspecify.annotations.NullMarked;
