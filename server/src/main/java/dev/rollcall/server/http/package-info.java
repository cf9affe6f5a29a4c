/** Requests, answers and surfaces as the server sees them, free of any HTTP library: decoding, negotiation, entity tags. */
@NullMarked
package dev.rollcall.server.http;

import org.jspecify.annotations.NullMarked;
