/** Names of attributes (RFC 7644 section 3.10), declared and undeclared, as places in a resource. */
@NullMarked
package dev.rollcall.scim.path;

import org.jspecify.annotations.NullMarked;
