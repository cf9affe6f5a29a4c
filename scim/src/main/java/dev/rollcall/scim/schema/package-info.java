/** Schemas and resource types (RFC 7643), the standard ones and those that others make. */
@NullMarked
package dev.rollcall.scim.schema;

import org.jspecify.annotations.NullMarked;
