/** Messages and discovery documents (RFC 7643 sections 5 to 7, RFC 7644 sections 3.4 and 3.12). */
@NullMarked
package dev.rollcall.scim.message;

import org.jspecify.annotations.NullMarked;
