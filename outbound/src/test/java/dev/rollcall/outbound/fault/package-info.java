/** A target that misbehaves on purpose: what outbound is proved against. */
@NullMarked
package dev.rollcall.outbound.fault;

import org.jspecify.annotations.NullMarked;
