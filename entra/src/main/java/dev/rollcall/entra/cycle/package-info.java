/** One cycle of a job over all its objects, and when it may be run: threshold of deletions, quarantine. */
@NullMarked
package dev.rollcall.entra.cycle;

import org.jspecify.annotations.NullMarked;
