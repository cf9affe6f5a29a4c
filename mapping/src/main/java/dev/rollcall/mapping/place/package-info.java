/** Places in a SCIM document that a row of a mapping reads and writes: one attribute, a part of one, one element of a list. */
@NullMarked
package dev.rollcall.mapping.place;

import org.jspecify.annotations.NullMarked;
