@NullMarked
package dev.rollcall.scim.patch;

import org.jspecify.annotations.NullMarked;
