/** What a TLS connection to an endpoint is made with: whom to trust, and how to show who calls. */
@NullMarked
package dev.rollcall.client.tls;

import org.jspecify.annotations.NullMarked;
