@NullMarked
package dev.rollcall.scim.resource;

import org.jspecify.annotations.NullMarked;
