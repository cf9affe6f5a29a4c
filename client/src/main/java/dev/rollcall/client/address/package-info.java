/** Which IP addresses may be called: the public ones, and those that somebody allowed. */
@NullMarked
package dev.rollcall.client.address;

import org.jspecify.annotations.NullMarked;
