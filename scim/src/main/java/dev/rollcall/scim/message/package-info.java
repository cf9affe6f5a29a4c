@NullMarked
package dev.rollcall.scim.message;

import org.jspecify.annotations.NullMarked;
