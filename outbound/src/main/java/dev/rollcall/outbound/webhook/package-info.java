/** Events posted to a receiver: CloudEvents signed by Standard Webhooks, or Security Event Tokens of SCIM. */
@NullMarked
package dev.rollcall.outbound.webhook;

import org.jspecify.annotations.NullMarked;
