/** Resources: bodies in canonical form, which part of them is answered, and their order. */
@NullMarked
package dev.rollcall.scim.resource;

import org.jspecify.annotations.NullMarked;
