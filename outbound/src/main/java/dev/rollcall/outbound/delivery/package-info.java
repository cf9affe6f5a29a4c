/** What the engine and the drivers of destinations agree on: work, outcomes, exchanges, and the time that a run has. */
@NullMarked
package dev.rollcall.outbound.delivery;

import org.jspecify.annotations.NullMarked;
