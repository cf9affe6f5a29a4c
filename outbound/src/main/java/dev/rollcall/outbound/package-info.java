/**
 * What happens to users and groups on its way to event streams: the delivery engine and its destinations. It reads and writes by
 * the directory's storage port, and calls out by the client's guarded transport.
 */
@NullMarked
package dev.rollcall.outbound;

import org.jspecify.annotations.NullMarked;
