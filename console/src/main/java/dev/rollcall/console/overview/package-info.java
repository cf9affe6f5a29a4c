/** The front page: what needs attention, and how everything does. */
@NullMarked
package dev.rollcall.console.overview;

import org.jspecify.annotations.NullMarked;
