/** Filters (RFC 7644 section 3.4.2.2): read into a tree, matched against resources, written as text again. */
@NullMarked
package dev.rollcall.scim.filter;

import org.jspecify.annotations.NullMarked;
