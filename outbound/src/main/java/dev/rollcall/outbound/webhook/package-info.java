/** Events posted to a receiver, signed by Standard Webhooks. */
@NullMarked
package dev.rollcall.outbound.webhook;

import org.jspecify.annotations.NullMarked;
