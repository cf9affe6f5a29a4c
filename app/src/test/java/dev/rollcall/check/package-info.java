/** The check of any endpoint, on Rollcall, on Rollcall made wrong on purpose, and on servers of others. */
@NullMarked
package dev.rollcall.check;

import org.jspecify.annotations.NullMarked;
