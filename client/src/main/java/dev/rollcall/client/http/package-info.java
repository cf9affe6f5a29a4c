/** SCIM requests and answers as they are on the wire, and the transport between them. */
@NullMarked
package dev.rollcall.client.http;

import org.jspecify.annotations.NullMarked;
