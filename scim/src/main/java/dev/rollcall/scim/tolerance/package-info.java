@NullMarked
package dev.rollcall.scim.tolerance;

import org.jspecify.annotations.NullMarked;
