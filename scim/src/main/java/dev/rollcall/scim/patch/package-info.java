/** Changes: PATCH, PUT, POST and DELETE as plans of typed changes, before anything is stored (RFC 7644 section 3.5). */
@NullMarked
package dev.rollcall.scim.patch;

import org.jspecify.annotations.NullMarked;
