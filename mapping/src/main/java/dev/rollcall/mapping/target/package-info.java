/** What a target application is sent of a user or a group: rows from the product's profile to the target's SCIM resource. */
@NullMarked
package dev.rollcall.mapping.target;

import org.jspecify.annotations.NullMarked;
