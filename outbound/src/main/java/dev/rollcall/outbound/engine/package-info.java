/** Follows the change record for each stream, and delivers what is due: order, retries, circuits, leases. */
@NullMarked
package dev.rollcall.outbound.engine;

import org.jspecify.annotations.NullMarked;
