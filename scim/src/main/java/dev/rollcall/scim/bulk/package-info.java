/** Bulk requests (RFC 7644 section 3.7): their form, the order of their operations, and what refers to what. */
@NullMarked
package dev.rollcall.scim.bulk;

import org.jspecify.annotations.NullMarked;
