/** The check of any endpoint, on Rollcall, on Rollcall made wrong on purpose, and on servers of others. */
@NullMarked
package dev.rollcall.checked;

import org.jspecify.annotations.NullMarked;
