/** The destination that is a SCIM application: users, groups and their members, kept there as they are here. */
@NullMarked
package dev.rollcall.outbound.scim;

import org.jspecify.annotations.NullMarked;
