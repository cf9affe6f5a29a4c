package dev.rollcall.server.scim;

import dev.rollcall.server.limit.BodyReservation;

/**
 * A body that was received and not read yet.
 *
 * @param bytes in UTF-8, at least one
 * @param room what it holds of the memory for bodies; closed with the request's {@link BodyNote}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy would be memory that nobody counts.
record ReceivedBody(byte[] bytes, BodyReservation room) {}
