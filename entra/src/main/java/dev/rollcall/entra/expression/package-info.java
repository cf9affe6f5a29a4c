/** The expressions of Entra's attribute mappings: their language, their functions, their values. */
@NullMarked
package dev.rollcall.entra.expression;

import org.jspecify.annotations.NullMarked;
