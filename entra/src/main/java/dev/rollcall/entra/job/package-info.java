/** A job in its folder, whole: the way in to everything that a job does. */
@NullMarked
package dev.rollcall.entra.job;

import org.jspecify.annotations.NullMarked;
