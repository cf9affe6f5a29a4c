/** The work on one object: what is to be done, the requests that do it, what became of it, and when it is tried again. */
@NullMarked
package dev.rollcall.entra.work;

import org.jspecify.annotations.NullMarked;
