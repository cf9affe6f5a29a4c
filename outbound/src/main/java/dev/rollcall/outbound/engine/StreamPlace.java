package dev.rollcall.outbound.engine;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * Where one stream stands in the change record, as this process knows it.
 *
 * @param followNo by which it may be moved; empty before this process has taken the following
 * @param heldAt when its reader was last renewed
 */
record StreamPlace(String position, OptionalLong followNo, Instant heldAt) {}
